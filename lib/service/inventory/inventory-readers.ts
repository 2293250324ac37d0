import { randomUUID } from 'node:crypto';

/** What a reader has: by ARN or wire id, a fingerprint of the thing as it was sent. */
export type Held = ReadonlyMap<string, number>;

type Readers = Map<string, { held: Held; at: number }>;
const shared = globalThis as typeof globalThis & { tributaryReaders?: Readers };

/** Readers that do not come back within so many milliseconds are sent the whole inventory when they do. */
const rememberedFor = 120_000;
const mostRemembered = 200;

/** Remembers what a reader has, under a name that works once. */
export function keepReader(held: Held): string {
  const known = readers();
  const name = randomUUID();
  known.set(name, { held, at: Date.now() });
  for (const [old, { at }] of known) {
    if (known.size <= mostRemembered && Date.now() - at < rememberedFor) break;
    known.delete(old);
  }
  return name;
}

/** What the reader has, or `null`. A reader that goes away half-way has nobody knows what, so it is forgotten here. */
export function takeReader(name: string): Held | null {
  const found = readers().get(name);
  readers().delete(name);
  return found && Date.now() - found.at < rememberedFor ? found.held : null;
}

function readers(): Readers {
  shared.tributaryReaders ??= new Map();
  return shared.tributaryReaders;
}
