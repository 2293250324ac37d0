/** `orders` of `…:table/orders` and of `…:table/orders/stream/…`; the text itself when it names no table. */
export function tableName(arn: string): string {
  return /:table\/([^/]+)/.exec(arn)?.[1] ?? arn;
}

/** The table of a stream's ARN; a table's own ARN as it is. */
export function tableArnOf(arn: string): string {
  return arn.replace(/\/stream(\/[^/]*)?$/, '');
}

/** A table's stream as it is called for good: switched off and on it has another label (wirings §0.2). */
export function withoutLabel(arn: string): string {
  return arn.replace(/(\/stream)\/[^/]*$/, '$1');
}

/** Stands for the label in the ARN of a stream that is yet to be switched on: AWS gives it only then. */
export const unknownLabel = '{label}';

/** The ARN that a table's stream will have once it is on, but for its label. */
export function futureStreamArn(tableArn: string): string {
  return `${tableArn}/stream/${unknownLabel}`;
}
