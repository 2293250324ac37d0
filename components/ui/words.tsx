'use client';

import { useTranslations } from 'next-intl';
import type { Message } from '@/lib/wiring/message';

/** Translates a `Message`. A key that no catalogue knows is shown as it is, never as nothing. */
export function useWords(): (said: Message) => string {
  const t = useTranslations();
  return ({ key, values }) => (t.has(key) ? t(key, values) : key);
}

/** A `Message` in the language of the page. */
export function Words({ said }: { said: Message }) {
  const words = useWords();
  return <>{words(said)}</>;
}
