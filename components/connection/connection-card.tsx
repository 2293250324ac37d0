import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { AccountId } from '@/components/ui/account-id';
import { Age } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { Connection } from '@/lib/wiring/connection';
import { ConnectionState } from './connection-state';

export function ConnectionCard({ connection }: { connection: Connection }) {
  const t = useTranslations('connection');
  const { id, name, accountId, regions, roleArn, mode, checkState, checkedAt, sandbox } = connection;
  return (
    <Card className="relative grid content-start gap-3 p-4 hover:border-line-strong">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">
            <Link href={`/connections/${id}`} className="after:absolute after:inset-0 after:rounded-xl">
              <bdi>{name}</bdi>
            </Link>
          </h2>
          <AccountId id={accountId} />
        </div>
        <ConnectionState state={checkState} />
      </div>
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
        <dt className="text-ink-2">{t('role')}</dt>
        <dd className="mono">{roleArn}</dd>
        <dt className="text-ink-2">{t('regions')}</dt>
        <dd className="mono">{regions.join(', ')}</dd>
        <dt className="text-ink-2">{t('checked')}</dt>
        <dd>{checkedAt ? <Age at={checkedAt} /> : t('never')}</dd>
      </dl>
      <div className="flex flex-wrap gap-1.5">
        <Badge>{t(`mode.${mode}`)}</Badge>
        {sandbox ? <Badge tone="warn">{t('practice')}</Badge> : null}
      </div>
    </Card>
  );
}
