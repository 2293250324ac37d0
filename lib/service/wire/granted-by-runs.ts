import { parseArn } from '@/lib/wiring/arn';
import { calls } from '@/lib/wiring/call/calls';
import { standingMarks } from '@/lib/wiring/call/marks';
import type { Run } from '@/lib/wiring/run';

/** Things that runs opened, by a statement in their policy or by a grant, and did not close again: by ARN. */
export function openedByRuns(newestFirst: readonly Run[]): string[] {
  const marks = standingMarks(calls, newestFirst);
  return [...new Set(marks.flatMap(({ on, slot }) => (slot === 'resource' ? [on] : [])))];
}

/** Things that runs made, by ARN: in making a wire, or in taking its removal back. */
export function madeByRuns(newestFirst: readonly Run[]): string[] {
  return standingMarks(calls, newestFirst).flatMap(({ on, slot }) => (slot === undefined ? [on] : []));
}

/**
 * The managed policies that runs attached to a role of one account and that still stand, by ARN. Known from the journals:
 * what was attached already when a run came to it is not ours.
 */
export function attachedByRuns(newestFirst: readonly Run[], roleName: string): string[] {
  return standingMarks(calls, newestFirst).flatMap(({ on, slot, name }) =>
    slot === 'identity' && on === roleName && parseArn(name).ok ? [name] : [],
  );
}
