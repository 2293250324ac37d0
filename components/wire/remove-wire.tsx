'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useConnections } from '@/components/connection/use-connections';
import { connectionNames } from '@/components/plan/connection-names';
import { PlanLead, PlanTitle } from '@/components/plan/plan-heading';
import { NothingToDo, PlanView } from '@/components/plan/plan-view';
import { RunFailure } from '@/components/plan/run-failure';
import { StaleNotice } from '@/components/plan/stale-notice';
import { useApply } from '@/components/plan/use-apply';
import { useNames } from '@/components/resource/wire-ends';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { fetchJson } from '@/components/ui/fetch-json';
import { PageHeading, SectionHeading } from '@/components/ui/heading';
import { Loading } from '@/components/ui/skeleton';
import { TypeToConfirm } from '@/components/ui/type-to-confirm';
import type { Plan } from '@/lib/wiring/plan/plan';
import { chosenInPlan } from '@/lib/wiring/projection';

/** Takes a wire away: a plan like any other, applied only once the function's name is typed. */
export function RemoveWire({ id }: { id: string }) {
  const t = useTranslations('wire.remove');
  const queries = useQueryClient();
  const named = useConnections();
  const connections = named.data ?? (named.isError ? [] : undefined);
  const make = () => fetchJson<Plan>(`/api/wires/${id}`, { method: 'DELETE' });
  const asked = useQuery({ queryKey: ['removal', id], queryFn: make, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const remake = async () => {
    const plan = await make();
    queries.setQueryData(['removal', id], plan);
    return plan;
  };
  return (
    <div className="mx-auto grid w-full max-w-4xl content-start gap-5 px-5 py-6 max-sm:px-4">
      <PageHeading
        title={t('title')}
        actions={
          <Button asChild>
            <Link href={`/wires/${id}`}>{t('back')}</Link>
          </Button>
        }
      >
        {t('lead')}
      </PageHeading>
      {asked.isError ? (
        <Failure
          title={t('failed')}
          error={asked.error}
          onRetry={() => void asked.refetch()}
          retrying={asked.isFetching}
        />
      ) : asked.isPending || connections === undefined ? (
        <Loading says={t('making')} lines={4} className="px-0" />
      ) : (
        <Removal plan={asked.data} remake={remake} nameOf={connectionNames(connections)} />
      )}
    </div>
  );
}

type Props = { plan: Plan; remake: () => Promise<Plan>; nameOf: (connectionId: string) => string };

function Removal({ plan, remake, nameOf }: Props) {
  const tPlan = useTranslations('plan');
  const router = useRouter();
  const { apply, pending, error, difference } = useApply(plan, remake, (run) => router.push(`/runs/${run}`));
  const count = plan.changes.length;
  const name = useNames()(chosenInPlan(plan).reader);
  return (
    <div className="grid gap-5">
      <div>
        <SectionHeading>
          <PlanTitle plan={plan} />
        </SectionHeading>
        <p className="text-ink-2">
          <PlanLead plan={plan} nameOf={nameOf} />
        </p>
      </div>
      {difference ? <StaleNotice difference={difference} /> : null}
      {count === 0 ? <NothingToDo plan={plan} /> : null}
      <PlanView plan={plan} nameOf={nameOf} />
      {count > 0 && !plan.blocked ? (
        <div className="grid gap-3 rounded-xl border border-line bg-card p-4">
          <TypeToConfirm name={name} action={tPlan('apply-removal', { count })} onConfirm={apply} pending={pending} />
        </div>
      ) : null}
      {error ? <RunFailure title={tPlan('apply-failed')} error={error} /> : null}
    </div>
  );
}
