'use client';

import { useTranslations } from 'next-intl';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import { drawingOfArn } from '@/components/resource/wire-ends';
import { useWords } from '@/components/ui/words';
import type { ReaderEnd } from './lay-board';

/** What is to be known of a reader at a glance; of whoever is only named in a policy, that. */
export function ReaderFacts({ end, place }: { end: ReaderEnd; place: string | null }) {
  const t = useTranslations('board.reader');
  const rooms = useRooms();
  const words = useWords();
  if (!end.reads) return <>{[t(end.gone ? 'deadGrantee' : 'grantee'), place].filter(Boolean).join(' · ')}</>;
  if (end.reader) {
    const { Line } = drawingOf(rooms, end.reader.is);
    return Line ? <Line thing={end.reader} place={place} /> : place;
  }
  if (end.gone) return <>{t('gone')}</>;
  const unseen = drawingOfArn(rooms, end.arn)?.unseen;
  return <>{[unseen ? words({ key: unseen }) : t('unlisted'), place].filter(Boolean).join(' · ')}</>;
}
