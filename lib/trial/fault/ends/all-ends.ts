import type { KindId } from '@/lib/wiring/kind/kind-id';
import { ends as tables } from './dynamodb';
import type { Ends } from './ends';
import { ends as streams } from './kinesis';

/** Every kind joins here. */
const allEnds: { [Kind in KindId]: Ends } = { ...streams, ...tables };

export const stagedKinds = Object.keys(allEnds) as KindId[];

export function endsOf({ kind }: { kind: KindId }): Ends {
  return allEnds[kind];
}
