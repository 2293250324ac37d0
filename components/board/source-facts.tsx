'use client';

import { useTranslations } from 'next-intl';
import { AccountId } from '@/components/ui/account-id';
import { accountOf } from '@/lib/wiring/arn';
import type { Source } from '@/lib/wiring/inventory';

type Props = { source: Source | null; arn: string; place: string | null; gone?: boolean };

/** Shards, mode and what is out of the ordinary; where several accounts or Regions are shown, also which. */
export function SourceFacts({ source, arn, place, gone }: Props) {
  const t = useTranslations('board.source');
  if (!source && gone) return <>{t('gone')}</>;
  if (!source) {
    return (
      <>
        {t('unseen')} <AccountId id={accountOf(arn) ?? ''} />
      </>
    );
  }
  const { summary } = source;
  const parts = [
    source.status === 'ACTIVE' ? null : source.status,
    summary.state === 'known' ? t('shards', { count: summary.value.openShards }) : null,
    source.mode === 'ON_DEMAND' ? t('onDemand') : source.mode === 'PROVISIONED' ? t('provisioned') : source.mode,
    summary.state === 'known' && summary.value.encryption.type === 'KMS'
      ? keyName(summary.value.encryption.keyId)
      : null,
    summary.state === 'refused' || summary.state === 'failed' ? t('summaryUnread') : null,
    place,
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

function keyName(keyId: string): string {
  return /(alias\/.+)$/.exec(keyId)?.[1] ?? `KMS ${keyId.split('/').at(-1)?.slice(0, 8) ?? ''}`;
}
