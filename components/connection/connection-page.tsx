'use client';

import { useTranslations } from 'next-intl';
import { AccountId } from '@/components/ui/account-id';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Failure } from '@/components/ui/failure';
import { PageHeading } from '@/components/ui/heading';
import { Loading } from '@/components/ui/skeleton';
import type { Connection } from '@/lib/wiring/connection';
import { CauseNotice } from './cause-notice';
import { ConnectionFacts } from './connection-facts';
import { ConnectionState } from './connection-state';
import { Doctor } from './doctor';
import { EditConnection } from './edit-connection';
import { Permissions } from './permissions';
import { RemoveConnection } from './remove-connection';
import { RoleTabs } from './role-tabs';
import { useConnection } from './use-connection';

/** One account: whether it can be reached, and if not, the role to make and the one cause. */
export function ConnectionPage({ id }: { id: string }) {
  const t = useTranslations('connection');
  const { data, error, isFetching, refetch } = useConnection(id);
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5 px-5 py-6 max-sm:px-3">
      {data ? null : <PageHeading title={t('title')} />}
      {error && !data ? <Failure error={error} retrying={isFetching} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading says={t('reading')} /> : null}
      {data ? <Content connection={data} /> : null}
    </div>
  );
}

function Content({ connection }: { connection: Connection }) {
  const t = useTranslations('connection');
  // What could not be found out does not mean that the role is still to be made.
  const isMade = connection.checkState === 'ready' || connection.checkState === 'unclear';
  const role = <MakeRole connection={connection} isMade={isMade} />;
  return (
    <>
      <PageHeading
        title={<bdi>{connection.name}</bdi>}
        actions={
          <>
            <RemoveConnection connection={connection} />
            <EditConnection connection={connection} />
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-2">
          <AccountId id={connection.accountId} />
          <ConnectionState state={connection.checkState} />
          {connection.sandbox ? <span>{t('practice')}</span> : null}
        </span>
      </PageHeading>
      <CauseNotice id={connection.id} />
      <ConnectionFacts connection={connection} />
      {isMade ? null : role}
      <Doctor id={connection.id} />
      {isMade ? role : null}
    </>
  );
}

function MakeRole({ connection: { id, sandbox }, isMade }: { connection: Connection; isMade: boolean }) {
  const t = useTranslations('connection.make');
  const body = (
    <div className="grid gap-4">
      <Permissions id={id} />
      {/* The practice accounts have no CloudFormation. */}
      <RoleTabs id={id} first={sandbox ? 'cli' : 'quick-create'} />
    </div>
  );
  if (isMade) {
    return (
      <details className="rounded-xl border border-line bg-card">
        <summary className="px-4 py-3 text-lg font-semibold">{t('made')}</summary>
        <div className="border-t border-line p-4">{body}</div>
      </details>
    );
  }
  return (
    <Card>
      <CardHeader title={t('title')}>
        <p className="text-ink-2">{t('text')}</p>
      </CardHeader>
      <CardBody>{body}</CardBody>
    </Card>
  );
}
