'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { usePractice } from '@/components/shell/use-practice';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Failure } from '@/components/ui/failure';
import { PageHeading } from '@/components/ui/heading';
import { Loading } from '@/components/ui/skeleton';
import { AccountsCard } from './accounts-card';
import { FaultsCard } from './faults-card';
import { StrikesCard } from './strikes-card';

/** The practice accounts from the inside: what they are, how to reach them, and the trouble they can make. */
export function PracticePage() {
  const t = useTranslations('practice');
  const { data, error, isFetching, refetch } = usePractice();
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-5 px-5 py-6 max-sm:px-3">
      <PageHeading title={t('title')}>
        <p>{t('text')}</p>
      </PageHeading>
      {error ? (
        <Failure title={t('failed')} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && !error ? (
        <Card>
          <Loading says={t('reading')} lines={6} />
        </Card>
      ) : null}
      {data === null ? <PracticeOff /> : null}
      {data ? (
        <>
          <FaultsCard practice={data} />
          <StrikesCard />
          <AccountsCard practice={data} />
        </>
      ) : null}
    </div>
  );
}

function PracticeOff() {
  const t = useTranslations('practice');
  return (
    <Card>
      <Empty
        title={t('notRunning')}
        actions={
          <Button asChild>
            <Link href="/connections">{t('toConnections')}</Link>
          </Button>
        }
      >
        {t('notRunningText')}
      </Empty>
    </Card>
  );
}
