/** Whether Kinesis takes this as the name of a registered consumer (API reference: RegisterStreamConsumer). */
export function isConsumerName(text: string): boolean {
  return /^[a-zA-Z0-9_.-]{1,128}$/.test(text);
}
