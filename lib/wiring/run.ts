import type { Message } from './message';
import type { Change } from './plan/plan';

export type RunState = 'running' | 'waiting' | 'done' | 'failed' | 'interrupted' | 'undoing' | 'undone';

export type RunStepState = 'pending' | 'running' | 'waiting' | 'done' | 'failed' | 'undoing' | 'undone';

export type RunStep = {
  change: Change;
  state: RunStepState;
  startedAt: string | null;
  endedAt: string | null;
  /** When it began to be taken back, ISO. Absent until then. */
  undoBegunAt?: string;
  /** Why it waits, since when, and how long at most. */
  waiting: { reason: Message; since: string; atMostSeconds: number } | null;
  /** What stood there before, so that undo can put it back. */
  before: string | null;
  /** When `before` was written down, ISO: from then on a call may have gone out. Absent until then. */
  begunAt?: string | null;
  /** What AWS answered that matters later: a mapping's UUID, a request id. */
  result: Record<string, string> | null;
  error: RunError | null;
};

/** AWS's words, with what they mean where we know. */
export type RunError = {
  code: string;
  message: string;
  requestId: string | null;
  cause: Message | null;
  fix: Message | null;
};

/** Who works on a run: the instance by its name, and the address from which it was set going. Since when is ISO. */
export type RunHolder = { instance: string; client: string | null; since: string };

export type Run = {
  id: string;
  planId: string;
  wireId: string;
  purpose: 'wire' | 'remove';
  state: RunState;
  startedAt: string;
  endedAt: string | null;
  /** When somebody had it taken back, ISO: from then on it goes backward only. */
  undoBegunAt: string | null;
  /** Absent while nothing works on it. */
  holder?: RunHolder;
  /** The ARNs of the source and of the reader of its wire: told in a list of runs, not stored. */
  ends?: { source: string; reader: string };
  steps: RunStep[];
};

/** States of a run that something is working on. */
export const activeStates = ['running', 'waiting', 'undoing'] as const satisfies readonly RunState[];

export function isActive(state: RunState): boolean {
  return activeStates.some((active) => active === state);
}

/** Steps to be taken back, in reverse order: every one whose call may have gone out. */
export function stepsBehind(run: Pick<Run, 'steps'>): RunStep[] {
  return run.steps.filter((step) => step.state !== 'undone' && (step.begunAt ?? null) !== null).toReversed();
}

/** Whether what a run was to do is being done, or stands in part or in whole: its plan is not to be applied once more. */
export function isStanding(run: Pick<Run, 'state' | 'steps'>): boolean {
  return isActive(run.state) || (run.state !== 'undone' && stepsBehind(run).length > 0);
}
