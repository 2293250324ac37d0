import type { DrawnRooms } from '@/components/resource/rooms';
import { sourceName } from '@/components/resource/wire-ends';
import { type Calls, typeOf } from '@/lib/wiring/call/calls';
import { arnReading } from '@/lib/wiring/resource/arn-reading';
import type { Run } from '@/lib/wiring/run';

/** The names of the source and of the reader that a run's changes speak of; null for one that none of them names. */
export function endsOfRun(
  calls: Calls,
  rooms: Pick<DrawnRooms, 'resources'>,
  { steps }: Pick<Run, 'steps'>,
): { source: string | null; reader: string | null } {
  const ends = steps.map(({ change: { call } }) => typeOf(calls, call).ends(call));
  const source = ends.find((one) => one.source !== undefined)?.source;
  const reader = ends.find((one) => one.reader !== undefined)?.reader;
  return {
    source: source ? sourceName(rooms, source) : null,
    reader: reader ? arnReading(rooms.resources).name(reader) : null,
  };
}
