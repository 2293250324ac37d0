'use client';

import { useTranslations } from 'next-intl';
import type { Source, Wire } from '@/lib/wiring/inventory';
import { PolicyCard, ReadProblem } from './policy-card';

type Props = { source: Source; wire: Wire; most: number | undefined };

/** The policy on the registered consumer that a wire reads through; nothing for a wire without one. */
export function ConsumerPolicy({ source: { consumers }, wire: { consumerName }, most }: Props) {
  const t = useTranslations('wire.policies');
  if (consumerName === null) return null;
  if (consumers.state === 'refused' || consumers.state === 'failed') {
    return <ReadProblem read={consumers} what="consumers" />;
  }
  const found = consumers.state === 'known' ? consumers.value.find(({ name }) => name === consumerName) : undefined;
  if (!found) return null;
  return (
    <PolicyCard
      title={t.rich('of-consumer', { name: () => <code>{consumerName}</code> })}
      read={found.policy}
      what="consumer-policy"
      most={most}
    />
  );
}
