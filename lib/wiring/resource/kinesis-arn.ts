/** `orders` of `…:stream/orders` and of `…:stream/orders/consumer/…`; the text itself when it names no stream. */
export function streamName(arn: string): string {
  return /:stream\/([^/]+)/.exec(arn)?.[1] ?? arn;
}

/** The stream of a registered consumer's ARN; a stream's own ARN as it is. */
export function streamArnOf(arn: string): string {
  return arn.replace(/\/consumer\/[^/]*$/, '');
}

/** `efo` of `…:stream/orders/consumer/efo:1706616477`, with or without the epoch; `null` when it names none. */
export function consumerName(arn: string): string | null {
  return /:stream\/[^/]+\/consumer\/([^/:]+)/.exec(arn)?.[1] ?? null;
}

/** Whether Kinesis takes this as the name of a registered consumer (API reference: RegisterStreamConsumer). */
export function isConsumerName(text: string): boolean {
  return /^[a-zA-Z0-9_.-]{1,128}$/.test(text);
}

/** A consumer as it is called for good: registered again under its name it has another epoch (wirings §0.2). */
export function withoutEpoch(arn: string): string {
  return arn.replace(/(\/consumer\/[^/:]+):.*$/, '$1');
}

/** Stands for the epoch in the ARN of a consumer that is yet to be registered: AWS gives it only then. */
export const unknownEpoch = '{epoch}';

/** The ARN that a consumer will have once it is registered, but for its epoch. */
export function futureConsumerArn(streamArn: string, name: string): string {
  return `${streamArn}/consumer/${name}:${unknownEpoch}`;
}
