'use client';

import { useTranslations } from 'next-intl';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { type Encryption, encryptionOf } from '@/lib/wiring/resource/stream-encryption';

/** Shards, mode and what is out of the ordinary; where several accounts or Regions are shown, also which. */
export function StreamLine({ thing: source, place }: { thing: Stream; place: string | null }) {
  const t = useTranslations('board.source');
  const { summary } = source;
  const keyWords = (encryption: Encryption): string | null => {
    switch (encryption.state) {
      case 'none':
      case 'unread':
        return null;
      case 'gone':
        return t('keyGone');
      case 'aws-managed':
        return t('awsManagedKey');
      case 'customer': {
        const { state } = encryption.key;
        return state === 'Enabled'
          ? keyName(encryption.named)
          : t('keyState', { key: keyName(encryption.named), state });
      }
    }
  };
  const parts = [
    source.status === 'ACTIVE' ? null : source.status,
    summary.state === 'known' ? t('shards', { count: summary.value.openShards }) : null,
    source.mode === 'ON_DEMAND' ? t('onDemand') : source.mode === 'PROVISIONED' ? t('provisioned') : source.mode,
    consumerCount(source) > 0 ? t('consumers', { count: consumerCount(source) }) : null,
    keyWords(encryptionOf(source)),
    summary.state === 'refused' || summary.state === 'failed' ? t('summaryUnread') : null,
    place,
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

/** As the stream's consumers were listed; before that, or where they may not be, as its summary counts them. */
function consumerCount({ consumers, summary }: Stream): number {
  if (consumers.state === 'known') return consumers.value.length;
  return summary.state === 'known' ? summary.value.consumers : 0;
}

function keyName(keyId: string): string {
  return /(alias\/.+)$/.exec(keyId)?.[1] ?? `KMS ${keyId.split('/').at(-1)?.slice(0, 8) ?? ''}`;
}
