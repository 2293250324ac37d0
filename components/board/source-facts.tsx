'use client';

import { useTranslations } from 'next-intl';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import { AccountId } from '@/components/ui/account-id';
import { accountOf } from '@/lib/wiring/arn';
import type { Thing } from '@/lib/wiring/thing';

type Props = { source: Thing | null; arn: string; place: string | null; gone?: boolean };

/** What is to be known of a source at a glance; where several accounts or Regions are shown, also which. */
export function SourceFacts({ source, arn, place, gone }: Props) {
  const t = useTranslations('board.source');
  const rooms = useRooms();
  if (source) {
    const { Line } = drawingOf(rooms, source.is);
    return Line ? <Line thing={source} place={place} /> : place;
  }
  if (gone) return <>{t('gone')}</>;
  return (
    <>
      {t('unseen')} <AccountId id={accountOf(arn) ?? ''} />
    </>
  );
}
