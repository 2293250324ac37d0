/** The stream that a mapping reads, also where its source is a registered consumer of the stream. */
export function streamOf(sourceArn: string): string {
  return sourceArn.split('/consumer/')[0] ?? sourceArn;
}

/** Whether a mapping's source is a registered consumer, `…:stream/NAME/consumer/NAME:SECOND`. */
export function isConsumer(sourceArn: string): boolean {
  return sourceArn.includes('/consumer/');
}
