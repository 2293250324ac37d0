'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Fact, Unknown } from '@/components/wire/fact';
import { PolicyCard } from '@/components/wire/policy-card';
import { statementsOf } from '@/lib/wiring/plan/statements';
import { resources, type TableStream } from '@/lib/wiring/resource/dynamodb';
import { tableName } from '@/lib/wiring/resource/dynamodb-arn';
import type { ShownPart } from '../part-drawing';

/** The stream that is on, and how many statements its policy has. */
export function TableStreamFacts({ read }: ShownPart<TableStream>) {
  const t = useTranslations('wire');
  const stream = read.state === 'known' ? read.value : null;
  const policy = stream?.policy;
  return (
    <>
      <Fact name={t('table-stream')}>
        {stream ? (
          <>
            <code className="min-w-0 wrap-anywhere" title={stream.arn}>
              {stream.arn.split('/').at(-1)}
            </code>
            <Badge mono>{[stream.status, stream.viewType].join(' · ')}</Badge>
          </>
        ) : read.state === 'absent' ? (
          <Badge tone="bad">{t('stream-is-off')}</Badge>
        ) : (
          <Unknown />
        )}
      </Fact>
      {stream ? (
        <Fact name={t('policy')}>
          {policy?.state === 'known' ? (
            t('policies.count', { count: statementsOf(policy.value).length })
          ) : policy?.state === 'absent' ? (
            t('no-policy')
          ) : (
            <Unknown />
          )}
        </Fact>
      ) : null}
    </>
  );
}

/** The policy on the stream; and where there is one on its table, that, which decides nothing about reading. */
export function TableStreamPolicies({ arn, read }: ShownPart<TableStream>) {
  const t = useTranslations('wire.policies');
  if (read.state === 'absent' || read.state === 'pending') return null;
  const stream = read.state === 'known' ? read.value : null;
  const name = () => <code>{tableName(arn ?? '')}</code>;
  const most = resources['dynamodb-stream'].documents.resource?.writing?.whole?.mostBytes;
  return (
    <>
      <PolicyCard
        title={t.rich('of-table-stream', { name })}
        read={stream ? stream.policy : read}
        what="stream-policy"
        none={t('none')}
        most={most}
      />
      {stream?.tablePolicy.state === 'known' ? (
        <PolicyCard
          title={t.rich('of-table', { name })}
          read={stream.tablePolicy}
          what="table-policy"
          none={t('none')}
          most={most}
        />
      ) : null}
    </>
  );
}
