'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { endsOfRun } from '@/components/activity/ends-of-run';
import { useConnections } from '@/components/connection/use-connections';
import { useRooms } from '@/components/resource/rooms';
import { When } from '@/components/ui/age';
import { PageHeading } from '@/components/ui/heading';
import type { Run } from '@/lib/wiring/run';
import { CallsContext } from './calls';
import { connectionNames } from './connection-names';
import { RunView } from './run-view';
import { useRun } from './use-run';

/** One run by itself, wherever it was started. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('run');
  const { data: connections } = useConnections();
  const followed = useRun(id);
  const { run } = followed;
  return (
    <div className="mx-auto grid w-full max-w-4xl content-start gap-6 px-5 py-6 max-sm:px-4">
      <PageHeading title={run ? t(`purpose.${run.purpose}`) : t('title')}>
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

/** "kds-sharing-example1 → kds-reader1", as far as the run's own calls name them. */
function Ends({ run }: { run: Run }) {
  const { source, reader } = endsOfRun(use(CallsContext), useRooms(), run);
  return [source, reader].filter(Boolean).join(' → ');
}
