'use client';

import { useTranslations } from 'next-intl';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import type { Messages } from '@/lib/messages/catalogues';
import type { Values } from '@/lib/wiring/message';

type EndWords = Messages['wizard']['end']['other'];

/** The words by which an end of the wire is asked for: those of its resource, or general ones where it has none. */
export function useEndWords(is: string): (what: keyof EndWords, values?: Values) => string {
  const t = useTranslations('wizard.end');
  const { asked = 'other' } = drawingOf(useRooms(), is);
  return (what, values) => t(`${asked}.${what}`, values);
}
