'use client';

import { useTranslations } from 'next-intl';

/** Names an account as its connection is called, by its number where none reaches it; '' is one that nobody knows. */
export function useAccountName(names: ReadonlyMap<string, string>): (accountId: string) => string {
  const t = useTranslations('board');
  return (id) => names.get(id) ?? (id || t('unknownAccount'));
}
