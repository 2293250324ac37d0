'use client';

import { useTranslations } from 'next-intl';
import { type Table, tableEncryptionOf } from '@/lib/wiring/resource/dynamodb';

/** What its stream tells, and what is out of the ordinary; where several accounts or Regions are shown, also which. */
export function TableLine({ thing, place }: { thing: Table; place: string | null }) {
  const t = useTranslations('board');
  const { description, stream } = thing;
  const table = description.state === 'known' ? description.value : null;
  const on = stream.state === 'known' ? stream.value : null;
  const encryption = tableEncryptionOf(thing);
  const parts = [
    table === null || table.status === 'ACTIVE' ? null : table.status,
    on?.viewType,
    on === null || on.status === 'ENABLED' ? null : on.status,
    stream.state === 'absent' ? t('tableFacts.streamOff') : null,
    table && table.replicas > 0 ? t('tableFacts.replicas', { count: table.replicas }) : null,
    encryption.state === 'aws-managed' ? t('source.awsManagedKey') : null,
    encryption.state === 'gone' ? t('source.keyGone') : null,
    description.state === 'refused' || description.state === 'failed' ? t('tableFacts.unread') : null,
    place,
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}
