'use client';

import { useTranslations } from 'next-intl';
import { ReadAge } from '@/components/ui/age';
import type { Plan } from '@/lib/wiring/plan/plan';
import { countByAccount, countRemoved } from './count-changes';

/** "2 changes in 2 accounts" */
export function PlanTitle({ plan }: { plan: Plan }) {
  const t = useTranslations('plan');
  if (plan.changes.length === 0) return t(plan.blocked ? 'blocked.headline' : 'nothing.title');
  return t('headline', { changes: plan.changes.length, accounts: countByAccount(plan.changes).length });
}

/** "1 in orders-platform, 1 in analytics. Nothing will be removed." */
export function PlanLead({ plan, nameOf }: { plan: Plan; nameOf: (connectionId: string) => string }) {
  const t = useTranslations('plan');
  const parts = countByAccount(plan.changes).map(({ connectionId, count }) =>
    t('breakdown', { name: nameOf(connectionId), count }),
  );
  const removed = countRemoved(plan);
  const first = `${parts.join(t('comma'))}${t('stop')}`;
  const second = removed === 0 ? t('nothing-removed') : t('removed', { count: removed });
  return (
    <>
      {parts.length > 0 ? t('sentences', { first, second }) : null}{' '}
      <ReadAge at={plan.createdAt} className="whitespace-nowrap text-ink-3" />
    </>
  );
}
