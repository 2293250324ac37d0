'use client';

import { useTranslations } from 'next-intl';
import type { Step } from './search-params';
import { useEndWords } from './use-end-words';
import { useKind } from './use-kind';

/** Each step's heading and what it is about; those of the ends by what the kind joins. */
export function useStepWords(): (step: Step, what: 'heading' | 'remark') => string {
  const t = useTranslations('wizard.step');
  const kind = useKind();
  const source = useEndWords(kind.source);
  const reader = useEndWords(kind.reader);
  return (step, what) => {
    if (step === 'source') return source(what);
    return step === 'reader' ? reader(what) : t(`${step}.${what}`);
  };
}
