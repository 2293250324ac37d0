import type { Change } from '../plan/plan';
import type { ArnReading } from './call';
import { type Calls, typeOf } from './calls';

type Write = Pick<Change, 'call' | 'place'>;

/**
 * What a change writes to, each as one name that every change to the same thing has in common. Two runs whose changes
 * share a name must not go at the same time.
 */
export function locksOf(calls: Calls, arns: ArnReading, { call, place }: Write): string[] {
  return typeOf(calls, call).locks(call, place, arns);
}

/** Everything that some changes write to, each once, in an order that does not depend on theirs. */
export function locksOfAll(calls: Calls, arns: ArnReading, changes: readonly Write[]): string[] {
  return [...new Set(changes.flatMap((change) => locksOf(calls, arns, change)))].sort();
}
