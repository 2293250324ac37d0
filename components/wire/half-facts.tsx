'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { SideMark } from '@/components/ui/side-mark';
import { functionName, roleName, streamName } from '@/lib/wiring/arn';
import type { Half } from '@/lib/wiring/inventory';
import { statementsOf } from '@/lib/wiring/statements';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { unreadOf } from './unread';
import { UnreadNotice } from './unread-notice';

type Props = { detail: WireDetail; nameOf: (connectionId: string) => string };

/** The producer's half: the stream, its policy and its encryption, with what could not be read. */
export function ProducerFacts({ detail, nameOf }: Props) {
  const t = useTranslations('wire');
  const { wire, evidence } = detail;
  const source = evidence.source.state === 'known' ? evidence.source.value : null;
  const summary = source?.summary.state === 'known' ? source.summary.value : null;
  const policy = source?.policy;
  return (
    <HalfFacts half="producer" detail={detail} nameOf={nameOf}>
      <Fact name={t('stream')}>
        <code className="font-semibold">{streamName(wire.sourceArn)}</code>
        {source ? (
          <Badge mono>
            {[source.status, summary ? t('shards', { count: summary.openShards }) : ''].filter(Boolean).join(' · ')}
          </Badge>
        ) : null}
      </Fact>
      <Fact name={t('policy')}>
        {policy?.state === 'known' ? (
          t('policies.count', { count: statementsOf(policy.value).length })
        ) : policy?.state === 'absent' ? (
          t('no-policy')
        ) : (
          <Unknown />
        )}
      </Fact>
      <Fact name={t('encryption')}>
        {summary === null ? (
          <Unknown />
        ) : summary.encryption.type === 'NONE' ? (
          t('no-key')
        ) : (
          <code>{summary.encryption.keyId}</code>
        )}
      </Fact>
    </HalfFacts>
  );
}

/** The consumer's half: the function, the role it runs as and the mapping, with what could not be read. */
export function ConsumerFacts({ detail, nameOf }: Props) {
  const t = useTranslations('wire');
  const { wire, evidence } = detail;
  const reader = evidence.function.state === 'known' ? evidence.function.value : null;
  const { mapping } = wire;
  return (
    <HalfFacts half="consumer" detail={detail} nameOf={nameOf}>
      <Fact name={t('function')}>
        {wire.functionArn ? <code className="font-semibold">{functionName(wire.functionArn)}</code> : '—'}
        {reader ? <Badge mono>{[reader.state, reader.runtime].filter(Boolean).join(' · ')}</Badge> : null}
      </Fact>
      <Fact name={t('role')}>
        <code>{roleName(wire.roleArn ?? evidence.role.arn)}</code>
      </Fact>
      <Fact name={t('mapping')}>
        {mapping ? (
          <>
            <Badge mono>{mapping.state}</Badge>
            <code className="min-w-0 truncate text-ink-2" title={mapping.uuid}>
              {mapping.uuid}
            </code>
          </>
        ) : (
          t('no-mapping')
        )}
      </Fact>
    </HalfFacts>
  );
}

function HalfFacts({ half, detail, nameOf, children }: Props & { half: Half; children: ReactNode }) {
  const { wire } = detail;
  const { accountId, connectionId } = wire[half];
  const { at, unread } = unreadOf(half, detail.evidence);
  return (
    <section className="min-w-0 max-md:not-first:border-t">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 bg-bank px-4 py-2.5">
        <SideMark half={half} />
        <h2 className="font-semibold">{connectionId ? nameOf(connectionId) : <AccountId id={accountId} />}</h2>
        {connectionId ? <AccountId id={accountId} /> : null}
        <span className="mono text-ink-2">{wire.region}</span>
        <ReadAge at={at} className="ml-auto text-sm text-ink-2" />
      </header>
      {unread.map((one) => (
        <UnreadNotice key={one.what} unread={one} />
      ))}
      <dl className="divide-y divide-line border-t border-line">{children}</dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8.5 grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-2 px-4 py-1">
      <dt className="text-sm text-ink-2">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">{children}</dd>
    </div>
  );
}

function Unknown() {
  const t = useTranslations('wire.state');
  return <Badge className="hatched">{t('unknown')}</Badge>;
}
