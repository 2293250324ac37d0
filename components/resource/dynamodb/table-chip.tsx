'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { type Table, tableSharingOf } from '@/lib/wiring/resource/dynamodb';
import { SharedChip } from '../shared-chip';

/** Whom the policy on a table's stream lets in; without a stream there is nothing to read. */
export function TableChip({ thing }: { thing: Table }) {
  const t = useTranslations('board.tableFacts');
  if (thing.stream.state === 'absent') return <Badge>{t('streamOff')}</Badge>;
  return <SharedChip sharing={tableSharingOf(thing)} />;
}
