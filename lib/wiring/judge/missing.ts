import type { Need, Verdict } from '../need';

/** Ids of the required needs that nothing grants yet. */
export function missingOf(verdicts: readonly Verdict[], which: (need: Need) => boolean): string[] {
  return verdicts
    .filter(({ state, need }) => state === 'missing' && need.weight === 'required' && which(need))
    .map(({ need }) => need.id);
}
