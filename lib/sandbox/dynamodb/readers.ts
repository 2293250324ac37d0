import { subjectOf } from '../enforce';
import { type Call, Fault } from '../service';
import type { Shard } from './dynamodb-state';

/** So many may read a shard at the same time. */
const MOST_READERS = 2;
/** Who has not read for so long reads no more. */
const FORGOTTEN_AFTER = 6_000;

/**
 * Takes one of a shard's two places for whoever asks.
 * @throws Fault LimitExceededException where two others have them
 */
export function takeReader({ readers }: Shard, call: Call): void {
  const now = call.clock.now();
  for (const [who, at] of readers) if (now - at > FORGOTTEN_AFTER) readers.delete(who);
  const who = subjectOf(call.caller.principal);
  if (!readers.has(who) && readers.size >= MOST_READERS) throw new Fault('LimitExceededException', 'Rate exceeded');
  readers.set(who, now);
}
