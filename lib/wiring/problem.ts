/** RFC 9457 problem details, as every refusal and fault of the HTTP API is sent. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  cause?: string;
  fix?: string;
  /** A key of `lib/messages` under `problem`, with its values, so that a screen can say it in its language. */
  code: string;
  values?: Record<string, string | number>;
};
