'use client';

import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { useWords } from '@/components/ui/words';
import type { RunError } from '@/lib/wiring/run';

/** AWS's words first, then what they mean and what to do. */
export function StepError({ error }: { error: RunError }) {
  const t = useTranslations('run');
  const words = useWords();
  return (
    <div role="alert" className="grid gap-1.5 border-t border-line bg-bad-wash/50 px-4 py-3">
      <p className="mono">
        {error.code}: {error.message}
      </p>
      {error.cause ? (
        <p>
          <span className="font-medium">{t('cause-title')}: </span>
          {words(error.cause)}
        </p>
      ) : null}
      {error.fix ? (
        <p>
          <span className="font-medium">{t('fix-title')}: </span>
          {words(error.fix)}
        </p>
      ) : null}
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        {error.requestId ? <span className="mono">{t('request', { id: error.requestId })}</span> : null}
        <CopyButton text={JSON.stringify(error, null, 2)} label={t('copy-details')} />
      </p>
    </div>
  );
}

/** What is known only now that AWS has answered. */
export function StepResult({ result }: { result: Record<string, string> }) {
  const entries = Object.entries(result);
  if (entries.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-0.5 border-t border-line px-4 py-1.5 font-mono text-xs text-ink-2">
      {entries.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
