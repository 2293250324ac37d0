'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Failure } from '@/components/ui/failure';
import { functionName } from '@/lib/wiring/arn';
import type { Wire } from '@/lib/wiring/inventory';
import { LogList } from './log-list';
import type { LogParams } from './log-toolbar';
import { TailStatus } from './tail-status';
import { useTail } from './use-tail';

type Props = { wire: Wire; params: LogParams; onChange: (change: Partial<LogParams>) => void };

/** The log as it is written. */
export function Follow({ wire, params, onChange }: Props) {
  const t = useTranslations('log');
  const { snapshot, tail, stop, resume } = useTail(wire.id, params.filter, true);
  const { lines, dropped } = snapshot;
  const name = functionName(wire.functionArn ?? '');
  const result = wire.mapping?.lastProcessingResult;
  return (
    <>
      {tail.state === 'refused' ? (
        <Failure
          title={t('refused')}
          refusal={{ action: tail.action, principal: tail.principal, message: tail.message }}
          onRetry={resume}
        />
      ) : null}
      {lines.length > 0 ? (
        <LogList
          lines={lines}
          dropped={dropped}
          label={t('lines', { name })}
          wrap={params.wrap}
          sticky
          marked={null}
          seam={
            dropped > 0 ? (
              <p className="flex flex-wrap items-center gap-3 border-b border-dashed border-line-strong bg-warn-wash/50 px-3 py-1 text-sm">
                {t('seam')}
                <Button size="sm" variant="quiet" onClick={() => onChange({ mode: 'history' })}>
                  {t('open-history')}
                </Button>
              </p>
            ) : null
          }
        />
      ) : tail.state === 'refused' ? null : (
        <Empty
          className="min-h-60 content-start"
          actions={
            <Button size="sm" onClick={() => onChange({ mode: 'history' })}>
              {t('open-history')}
            </Button>
          }
          title={t(tail.state === 'missing-group' ? 'missing-group' : 'empty')}
        >
          <p>{tail.state === 'missing-group' ? t('missing-group-text', { group: tail.group }) : t('empty-follow')}</p>
          {result ? <p>{t.rich('last-result', { result: () => <code>{result}</code> })}</p> : null}
        </Empty>
      )}
      <TailStatus tail={tail} shown={lines.length} dropped={dropped} onStop={stop} onResume={resume} />
      <Summary taken={snapshot.taken} />
    </>
  );
}

const SUMMARY_MS = 10_000;

/** Tells a screen reader now and then how many lines came, instead of reading each as it pours in. */
function Summary({ taken }: { taken: number }) {
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
