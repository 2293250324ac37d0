import type { MessageKey } from '@/lib/messages/message-key';

/** A sentence as a key of `lib/messages` with its values; screens translate it, `lib` never speaks. */
export type Message = { key: MessageKey; values?: Values };

export type Values = Record<string, string | number>;

/** `kinesis:PutResourcePolicy on consumer` as a key has it: `kinesis-PutResourcePolicy-on-consumer`. */
export type Hyphened<Text extends string> = Text extends `${infer Head}:${infer Tail}`
  ? `${Head}-${Hyphened<Tail>}`
  : Text extends `${infer Head} ${infer Tail}`
    ? `${Head}-${Hyphened<Tail>}`
    : Text;

export function hyphened<Text extends string>(text: Text): Hyphened<Text> {
  return text.replaceAll(/[: ]/g, '-') as Hyphened<Text>;
}

/**
 * A key that only the running program knows: the store, an address in the browser or a trial named a part of it. Where
 * the catalogue has no such key, screens show it as it is.
 */
export function uncheckedKey(key: string): MessageKey {
  return key as MessageKey;
}
