import type { Evidence } from '../evidence';
import type { Ends, Kind } from '../kind/kind';
import type { Verdict } from '../need';
import { type Facts, judgeFact } from './judge-fact';
import { judgeGrant } from './judge-grant';

/** Holds every need of a kind against what was read. */
export function judge(kind: Kind, ends: Ends, evidence: Evidence): Verdict[] {
  const facts: Facts = { ends, evidence };
  return kind
    .needs(ends)
    .map((need) =>
      need.demand.type === 'fact'
        ? judgeFact(need, need.demand.fact, facts)
        : judgeGrant(need, need.demand, ends, evidence),
    );
}
