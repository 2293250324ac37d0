import type { RunStep } from '@/lib/wiring/run';

/** Whole seconds that a step has taken, or has been going on for; null before it began. */
export function stepSeconds(step: RunStep, now: number): number | null {
  if (step.startedAt === null) return null;
  const end = step.endedAt === null ? now : Date.parse(step.endedAt);
  return Math.max(0, Math.round((end - Date.parse(step.startedAt)) / 1000));
}

export function secondsSince(at: string, now: number): number {
  return Math.max(0, Math.round((now - Date.parse(at)) / 1000));
}
