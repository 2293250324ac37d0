import { isRequired, type Verdict } from '../need';
import type { Change } from './plan';

/** Whether a required need stands unmet that no change answers. */
export function isStuck(
  verdicts: readonly Pick<Verdict, 'need' | 'state'>[],
  changes: readonly Pick<Change, 'answers'>[],
): boolean {
  const answered = new Set(changes.flatMap((change) => change.answers));
  return verdicts.some(
    ({ need, state }) => isRequired(need) && (state === 'denied' || (state === 'missing' && !answered.has(need.id))),
  );
}
