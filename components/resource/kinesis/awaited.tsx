'use client';

import { useTranslations } from 'next-intl';
import { Failure } from '@/components/ui/failure';
import { Loading } from '@/components/ui/skeleton';
import { isGoingOn } from '@/components/wizard/listing';
import { useWizard } from '@/components/wizard/wizard-context';

/** What is not known of a stream yet: being read while the listing goes on, and afterwards not read. */
export function Awaited({ says, failed }: { says: string; failed: string }) {
  const t = useTranslations('wizard.listing');
  const { listing, listAgain } = useWizard();
  if (isGoingOn(listing)) return <Loading says={says} lines={1} className="px-0" />;
  return <Failure title={failed} error={t('not-read')} onRetry={listAgain} />;
}
