'use client';

import { useTranslations } from 'next-intl';
import { PolicyCard, ReadProblem } from '@/components/wire/policy-card';
import type { RegisteredConsumer } from '@/lib/wiring/resource/kinesis';
import type { ShownPart } from '../part-drawing';
import { mostPolicyBytes } from './most-policy-bytes';

/** The policy on the registered consumer that a wire reads through. */
export function ConsumerPolicy({ read }: ShownPart<RegisteredConsumer>) {
  const t = useTranslations('wire.policies');
  if (read.state === 'refused' || read.state === 'failed') return <ReadProblem read={read} what="consumers" />;
  if (read.state !== 'known') return null;
  const { name, policy } = read.value;
  return (
    <PolicyCard
      title={t.rich('of-consumer', { name: () => <code>{name}</code> })}
      read={policy}
      what="consumer-policy"
      none={t('none-consumer')}
      most={mostPolicyBytes('kinesis-consumer')}
    />
  );
}
