import type { DrawnRooms } from '@/components/resource/rooms';
import { sourceName } from '@/components/resource/wire-ends';
import { type Calls, typeOf } from '@/lib/wiring/call/calls';
import { arnReading } from '@/lib/wiring/resource/arn-reading';
import type { Run } from '@/lib/wiring/run';

type Ended = Pick<Run, 'steps' | 'ends'>;

/** The names of the source and of the reader of a run's wire; null for one that neither its plan nor a change names. */
export function endsOfRun(
  calls: Calls,
  rooms: Pick<DrawnRooms, 'resources'>,
  { steps, ends }: Ended,
): { source: string | null; reader: string | null } {
  const named = steps.map(({ change: { call } }) => typeOf(calls, call).ends(call));
  const source = ends?.source ?? named.find((one) => one.source !== undefined)?.source;
  const reader = ends?.reader ?? named.find((one) => one.reader !== undefined)?.reader;
  return {
    source: source ? sourceName(rooms, source) : null,
    reader: reader ? arnReading(rooms.resources).name(reader) : null,
  };
}

/** What a run was: what moves the records was made where there was none, what there was was mended, or it was taken away. */
export function deedOfRun(
  calls: Calls,
  { purpose, steps }: Pick<Run, 'purpose' | 'steps'>,
): 'wired' | 'mended' | 'removed' {
  if (purpose === 'remove') return 'removed';
  const moving = steps.filter(({ change: { call } }) => typeOf(calls, call).ends(call).reader !== undefined);
  return moving.length > 0 && moving.every(({ change }) => change.glyph === 'add') ? 'wired' : 'mended';
}
