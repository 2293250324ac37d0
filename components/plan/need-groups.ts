import type { Verdict } from '@/lib/wiring/need';
import type { Change } from '@/lib/wiring/plan/plan';

/** Needs of one half and one policy that stand alike, and the change that answers them. */
export type NeedGroup = { verdicts: Verdict[]; answeredBy: Change | undefined };

/** Puts needs together that say the same of the same document; a fact, or a statement that decides, stands by itself. */
export function needGroups(verdicts: Verdict[], changes: Change[]): NeedGroup[] {
  const groups = new Map<string, NeedGroup>();
  for (const verdict of verdicts) {
    const { need, state } = verdict;
    const answeredBy = changes.find(({ answers }) => answers.includes(need.id));
    const alone = need.demand.type === 'fact' || (state !== 'met' && verdict.statement !== undefined);
    const place = need.demand.type === 'grant' ? need.demand.place : '';
    const key = alone ? need.id : [need.side, place, state, need.weight, verdict.code, answeredBy?.id].join(' ');
    const found = groups.get(key);
    if (found) found.verdicts.push(verdict);
    else groups.set(key, { verdicts: [verdict], answeredBy });
  }
  return [...groups.values()];
}
