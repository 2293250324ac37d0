import type { Kind } from '@/lib/wiring/kind/kind';

/** What a screen is told of a kind of wire. How one is judged and made stays with the server. */
export type ShownKind = Pick<Kind, 'id' | 'source' | 'via' | 'reader' | 'asks' | 'lists' | 'pulse' | 'refuses'>;

export function shownKind({ id, source, via, reader, asks, lists, pulse, refuses }: Kind): ShownKind {
  return { id, source, via, reader, asks, lists, pulse, refuses };
}
