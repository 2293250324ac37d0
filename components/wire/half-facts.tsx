'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { functionName, roleName, streamName } from '@/lib/wiring/arn';
import { statementsOf } from '@/lib/wiring/plan/statements';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { Fact, HalfFacts, Unknown } from './half-frame';
import { ConsumerFact, EncryptionFact } from './source-facts';

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
      {wire.consumerName === null ? null : (
        <Fact name={t('consumer-name')}>
          <ConsumerFact name={wire.consumerName} source={source} />
        </Fact>
      )}
      <Fact name={t('encryption')}>{source === null ? <Unknown /> : <EncryptionFact source={source} />}</Fact>
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
