import { listRunsOfWires, wiresWithRuns } from '@/lib/store/runs';
import type { Calls } from '@/lib/wiring/call/calls';
import { standingMarks } from '@/lib/wiring/call/marks';
import type { StandingMark } from '@/lib/wiring/mark';
import { laterMoment } from './later-moment';

/** What runs of ours left standing for a wire: the very same list while none of its runs went on. */
export type MarksOf = (wireId: string) => readonly StandingMark[];

type Known = { at: string; marks: readonly StandingMark[] };

/** `readAt` is when the reading that `byWire` came of began, `expiredAt` when a run went on, epoch milliseconds. */
type Shared = { byWire: ReadonlyMap<string, Known>; readAt: number; expiredAt: number; reading: Promise<void> | null };

const shared = globalThis as typeof globalThis & { tributaryMarks?: Shared };

/** Runs of other instances are looked for so often, in milliseconds. */
const lookedForEvery = 1_000;

/** Wires whose journals are read at once. */
const atOnce = 100;

const none: readonly StandingMark[] = [];

/** The marks of every wire, from the journals of its runs. */
export async function marksOfRuns(calls: Calls): Promise<MarksOf> {
  const asked = laterMoment();
  const known = marks();
  // What goes on from now on is not waited for: a run would keep everybody waiting.
  while (known.readAt < asked && isOld(known, asked)) {
    known.reading ??= readMarks(calls, known).finally(() => {
      known.reading = null;
    });
    await known.reading;
  }
  const { byWire } = known;
  return (wireId) => byWire.get(wireId)?.marks ?? none;
}

function isOld({ readAt, expiredAt }: Shared, asked: number): boolean {
  return readAt <= expiredAt || asked - readAt >= lookedForEvery;
}

/** A run of this instance went on. */
export function expireMarks(): void {
  marks().expiredAt = laterMoment();
}

async function readMarks(calls: Calls, known: Shared): Promise<void> {
  const began = laterMoment();
  const wires = await wiresWithRuns();
  const changed = wires.filter(({ wireId, at, active }) => active || known.byWire.get(wireId)?.at !== at);
  const read = new Map<string, readonly StandingMark[]>();
  for (let from = 0; from < changed.length; from += atOnce) {
    const ids = changed.slice(from, from + atOnce).map(({ wireId }) => wireId);
    const runs = await listRunsOfWires(ids);
    for (const id of ids) {
      const own = runs.filter(({ wireId }) => wireId === id);
      read.set(id, asBefore(standingMarks(calls, own), known.byWire.get(id)?.marks));
    }
  }
  known.byWire = new Map(
    wires.map(({ wireId, at }) => [wireId, { at, marks: read.get(wireId) ?? known.byWire.get(wireId)?.marks ?? none }]),
  );
  known.readAt = began;
}

/** Wires are worked out anew only where something changed. */
function asBefore(now: readonly StandingMark[], before: readonly StandingMark[] = none): readonly StandingMark[] {
  return JSON.stringify(now) === JSON.stringify(before) ? before : now;
}

function marks(): Shared {
  shared.tributaryMarks ??= { byWire: new Map(), readAt: 0, expiredAt: 0, reading: null };
  return shared.tributaryMarks;
}
