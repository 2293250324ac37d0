/** One right that a document must give: what statements, grants and their differences are made of. */
export type Demanded = {
  /** The principal's ARN, or a service's name. */
  principal: string;
  action: string;
  /** The ARN that is asked for, or `*`. */
  resource: string;
  context: Readonly<Record<string, string>>;
};
