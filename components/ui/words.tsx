'use client';

import { useTranslations } from 'next-intl';
import type { Said } from '@/lib/wiring/said';

/** Translates a `Said`. A key that no catalogue knows is shown as it is, never as nothing. */
export function useWords(): (said: Said) => string {
  const t = useTranslations();
  return ({ key, values }) => (t.has(key) ? t(key, values) : key);
}

/** A `Said` in the language of the page. */
export function Words({ said }: { said: Said }) {
  const words = useWords();
  return <>{words(said)}</>;
}
