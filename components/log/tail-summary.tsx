'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

const SUMMARY_MS = 10_000;

/** Tells a screen reader now and then how many lines came, instead of reading each as it pours in. */
export function TailSummary({ taken }: { taken: number }) {
  const t = useTranslations('log');
  const [said, setSaid] = useState('');
  const latest = useRef(taken);
  latest.current = taken;
  useEffect(() => {
    let before = latest.current;
    const timer = setInterval(() => {
      setSaid(latest.current > before ? t('summary', { count: latest.current - before }) : '');
      before = latest.current;
    }, SUMMARY_MS);
    return () => clearInterval(timer);
  }, [t]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
