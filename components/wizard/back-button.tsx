'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { stepBefore } from './steps';
import { useWizard } from './wizard-context';

export function BackButton() {
  const t = useTranslations('wizard');
  const { step, goTo } = useWizard();
  const before = stepBefore(step);
  return before ? <Button onClick={() => goTo(before)}>{t('back')}</Button> : null;
}
