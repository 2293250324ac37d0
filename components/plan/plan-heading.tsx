'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { ReadAge } from '@/components/ui/age';
import type { Plan } from '@/lib/wiring/plan/plan';
import { takenAway } from '@/lib/wiring/plan/taken-away';
import { CallsContext } from './calls';
import { countByAccount } from './count-changes';

/** "2 changes in 2 accounts" */
export function PlanTitle({ plan }: { plan: Plan }) {
  const t = useTranslations('plan');
  if (plan.changes.length === 0) return t(plan.blocked ? 'blocked.headline' : 'nothing.title');
  return t('headline', { changes: plan.changes.length, accounts: countByAccount(plan.changes).length });
}

/** "1 in orders-platform, 1 in analytics. Nothing will be removed." */
export function PlanLead({ plan, nameOf }: { plan: Plan; nameOf: (connectionId: string) => string }) {
  const t = useTranslations('plan');
  const removed = useRemoved();
  const parts = countByAccount(plan.changes).map(({ connectionId, count }) =>
    t('breakdown', { name: nameOf(connectionId), count }),
  );
  const first = `${parts.join(t('comma'))}${t('stop')}`;
  return (
    <>
      {parts.length > 0 ? t('sentences', { first, second: removed(plan) }) : null}{' '}
      <ReadAge at={plan.createdAt} className="whitespace-nowrap text-ink-3" />
    </>
  );
}

/** What a plan takes away, and whether all of that can come back: what a person must know before anything else. */
function useRemoved(): (plan: Plan) => string {
  const t = useTranslations('plan');
  const calls = use(CallsContext);
  return ({ changes }) => {
    const { changes: count, statements, forGood } = takenAway(calls, changes);
    if (count === 0) return t('nothing-removed');
    const first = t('removed', { count, statements });
    return forGood === 0 ? first : t('sentences', { first, second: t('removed-for-good', { count: forGood }) });
  };
}
