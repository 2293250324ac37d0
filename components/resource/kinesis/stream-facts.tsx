'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Fact, NotKnown, Unknown } from '@/components/wire/fact';
import { PolicyCard, ReadProblem } from '@/components/wire/policy-card';
import { statementsOf } from '@/lib/wiring/plan/statements';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { streamName } from '@/lib/wiring/resource/kinesis-arn';
import { encryptionOf } from '@/lib/wiring/resource/stream-encryption';
import { EncryptionFact } from '../encryption-fact';
import type { ShownPart } from '../part-drawing';
import { mostPolicyBytes } from './most-policy-bytes';

/** The stream and its policy. */
export function StreamFacts({ arn, read }: ShownPart<Stream>) {
  const t = useTranslations('wire');
  const source = read.state === 'known' ? read.value : null;
  const summary = source?.summary.state === 'known' ? source.summary.value : null;
  const policy = source?.policy;
  return (
    <>
      <Fact name={t('stream')}>
        <code className="font-semibold">{streamName(arn ?? '')}</code>
        {source ? (
          <Badge mono>
            {[source.status, summary ? t('shards', { count: summary.openShards }) : ''].filter(Boolean).join(' · ')}
          </Badge>
        ) : null}
        <NotKnown read={read} />
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
    </>
  );
}

/** With what the stream is encrypted. */
export function StreamKeyFact({ read }: ShownPart<Stream>) {
  const t = useTranslations('wire');
  return (
    <Fact name={t('encryption')}>
      {read.state === 'known' ? <EncryptionFact encryption={encryptionOf(read.value)} /> : <Unknown />}
    </Fact>
  );
}

/** The policy on the stream; and where its key could not be read, so that no policy of it is shown, that. */
export function StreamPolicy({ read }: ShownPart<Stream>) {
  const t = useTranslations('wire.policies');
  const key = read.state === 'known' ? read.value.key : null;
  return (
    <>
      <PolicyCard
        title={t('of-stream')}
        read={read.state === 'known' ? read.value.policy : read}
        what="policy"
        none={t('none')}
        most={mostPolicyBytes('kinesis-stream')}
      />
      {key?.state === 'refused' || key?.state === 'failed' ? <ReadProblem read={key} what="key" /> : null}
    </>
  );
}
