'use client';

import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';

/** Copies the address of the page, which holds every choice: the hand-over to the other account's owner. */
export function CopyLink() {
  const t = useTranslations('plan');
  const link = typeof window === 'undefined' ? '' : window.location.href;
  return <CopyButton variant="secondary" size="md" text={link} label={t('copy-link')} />;
}
