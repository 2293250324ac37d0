import { functionName, streamName } from '@/lib/wiring/arn';
import { calls, typeOf } from '@/lib/wiring/call/calls';
import type { Run } from '@/lib/wiring/run';

/** The names of the source and of the reader that a run's changes speak of; null for one that none of them names. */
export function endsOfRun({ steps }: Pick<Run, 'steps'>): { source: string | null; reader: string | null } {
  const ends = steps.map(({ change: { call } }) => typeOf(calls, call).ends(call));
  const source = ends.find((one) => one.source !== undefined)?.source;
  const reader = ends.find((one) => one.reader !== undefined)?.reader;
  return { source: source ? streamName(source) : null, reader: reader ? functionName(reader) : null };
}
