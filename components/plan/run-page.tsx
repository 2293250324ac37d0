'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { use } from 'react';
import { deedOfRun, endsOfRun } from '@/components/activity/ends-of-run';
import { useConnections } from '@/components/connection/use-connections';
import { useRooms } from '@/components/resource/rooms';
import { When } from '@/components/ui/age';
import { fetchJson } from '@/components/ui/fetch-json';
import { PageHeading } from '@/components/ui/heading';
import type { Plan } from '@/lib/wiring/plan/plan';
import { chosenInPlan } from '@/lib/wiring/projection';
import type { Run } from '@/lib/wiring/run';
import { CallsContext } from './calls';
import { connectionNames } from './connection-names';
import { RunView } from './run-view';
import { useRun } from './use-run';

/** One run by itself, wherever it was started. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('run');
  const calls = use(CallsContext);
  const { data: connections } = useConnections();
  const followed = useRun(id);
  const { run } = followed;
  return (
    <div className="mx-auto grid w-full max-w-4xl content-start gap-6 px-5 py-6 max-sm:px-4">
      <PageHeading title={run ? t(`deed.${deedOfRun(calls, run)}`) : t('title')}>
        {run ? (
          <>
            <span className="mono">
              <Ends run={run} />
            </span>{' '}
            · {t('started')} <When at={run.startedAt} seconds />
          </>
        ) : null}
      </PageHeading>
      <RunView followed={followed} nameOf={connectionNames(connections ?? [])} />
    </div>
  );
}

/** "kds-sharing-example1 → kds-reader1", as the run's plan names them; until that is read, as its calls do. */
function Ends({ run }: { run: Run }) {
  const { data: plan } = useQuery({
    queryKey: ['plan', run.planId],
    queryFn: ({ signal }) => fetchJson<Plan>(`/api/plans/${run.planId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const ends = plan ? { ends: chosenInPlan(plan) } : {};
  const { source, reader } = endsOfRun(use(CallsContext), useRooms(), { ...run, ...ends });
  return [source, reader].filter(Boolean).join(' → ');
}
