/** `returns` of `…:queue/returns`; the text itself when it names no queue. */
export function queueName(arn: string): string {
  return /:queue\/([\w-]+)$/.exec(arn)?.[1] ?? arn;
}

/** The ARN of a queue's forwarder. */
export function forwarderArn(queueArn: string, name: string): string {
  return `${queueArn.replace(':queue/', ':forwarder/')}/${name}`;
}

/** The queue and the name in a forwarder's ARN. */
export function forwarderOf(arn: string): { queueArn: string; name: string } {
  const end = arn.lastIndexOf('/');
  return { queueArn: arn.slice(0, end).replace(':forwarder/', ':queue/'), name: arn.slice(end + 1) };
}
