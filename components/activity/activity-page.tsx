'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Failure } from '@/components/ui/failure';
import { fetchJson } from '@/components/ui/fetch-json';
import { PageHeading } from '@/components/ui/heading';
import { ProgressLine } from '@/components/ui/progress-line';
import { Loading } from '@/components/ui/skeleton';
import type { Run } from '@/lib/wiring/run';
import { RunEntry } from './run-entry';

const refreshEvery = 5_000;

/** Every run of every wire, newest first. */
export function ActivityPage() {
  const t = useTranslations('activity');
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['runs'],
    queryFn: ({ signal }) => fetchJson<{ runs: Run[] }>('/api/runs', { signal }),
    refetchInterval: refreshEvery,
  });
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-5 px-5 py-6 max-sm:px-3">
      <PageHeading title={t('title')}>
        <p>{t('text')}</p>
      </PageHeading>
      {error ? (
        <Failure title={t('failed')} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : null}
      <Card className="relative overflow-clip" aria-label={t('title')}>
        <ProgressLine active={isFetching && !data} />
        {!data && !error ? <Loading says={t('reading')} lines={4} /> : null}
        {data?.runs.length === 0 ? (
          <Empty
            title={t('empty')}
            actions={
              <Button asChild variant="primary">
                <Link href="/wires/new">{t('wire')}</Link>
              </Button>
            }
          >
            {t('emptyText')}
          </Empty>
        ) : null}
        <ol className="divide-y divide-line">
          {data?.runs.map((run) => (
            <RunEntry key={run.id} run={run} />
          ))}
        </ol>
      </Card>
    </div>
  );
}
