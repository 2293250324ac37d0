import type { RunStep } from '@/lib/wiring/run';

/** Whole seconds that a step, or its undo, has taken or has been going on for; null before it began. */
export function stepSeconds(step: RunStep, now: number): number | null {
  const begunAt = step.undoBegunAt ?? step.startedAt;
  if (begunAt === null) return null;
  const end = step.endedAt === null ? now : Date.parse(step.endedAt);
  return Math.max(0, Math.round((end - Date.parse(begunAt)) / 1000));
}

export function secondsSince(at: string, now: number): number {
  return Math.max(0, Math.round((now - Date.parse(at)) / 1000));
}
