'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { CodeBlock } from '@/components/ui/code';
import type { StatementDiff } from '@/lib/wiring/plan/plan';
import { lineDifference, type PolicyLine, readableJson, statementLines } from './statement-lines';

type Props = {
  diff: StatementDiff;
  /** The whole document as it will be; null when the policy goes. */
  whole: string | null;
};

/** What a change does to a policy, statement by statement: others' kept ones folded, ours open. */
export function PolicyDiff({ diff, whole }: Props) {
  const t = useTranslations('plan');
  const [open, setOpen] = useState(false);
  const kept = useId();
  const names = diff.kept.map(({ sid }) => sid ?? t('unnamed')).join(', ');
  return (
    <div className="border-t border-line">
      {diff.kept.length > 0 ? (
        <>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={kept}
            onClick={() => setOpen(!open)}
            className="flex w-full items-center gap-2 bg-bank px-4 py-1.5 text-left text-sm text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
          >
            <ChevronRight aria-hidden className={cn('size-3.5 shrink-0 transition-transform', open && 'rotate-90')} />
            <span className="min-w-0">
              {t('kept', { count: diff.kept.length })}: <code>{names}</code>
            </span>
          </button>
          <div id={kept} hidden={!open}>
            {diff.kept.map(({ sid, text }) => (
              <Lines key={`${sid} ${text}`} lines={text.split('\n').map((line) => ({ mark: 'same', text: line }))} />
            ))}
          </div>
        </>
      ) : null}
      {diff.removed.map(({ sid, text }) => (
        <Lines key={`${sid} ${text}`} lines={statementLines(text).map((line) => ({ mark: 'removed', text: line }))} />
      ))}
      {diff.changed.map(({ sid, before, after }) => (
        <Lines key={`${sid} ${after}`} lines={lineDifference(before, after)} />
      ))}
      {diff.added.map(({ sid, text }) => (
        <Lines key={`${sid} ${text}`} lines={statementLines(text).map((line) => ({ mark: 'added', text: line }))} />
      ))}
      {whole !== null && diff.kept.length > 0 ? <WholeDocument text={whole} /> : null}
    </div>
  );
}

function WholeDocument({ text }: { text: string }) {
  const t = useTranslations('plan');
  return (
    <details className="border-t border-line px-4 py-2 text-sm text-ink-2">
      <summary className="marker:text-ink-3">
        {t('whole-document')}{' '}
        <span className="font-medium text-ink underline decoration-line-strong underline-offset-2">
          {t('whole-document-title')}
        </span>
      </summary>
      <CodeBlock
        className="mt-2 text-ink"
        label={t('policy-of')}
        text={text.includes('\n') ? text : readableJson(text)}
      />
    </details>
  );
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

function Lines({ lines }: { lines: PolicyLine[] }) {
  const t = useTranslations('plan.line');
  return (
    <pre tabIndex={0} className="overflow-x-auto py-0.5 text-sm focus-visible:-outline-offset-2">
      <code className="block w-max min-w-full text-[1em]">
        {lines.map((line, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            key={index}
            className={cn(
              'flex min-h-5 leading-5',
              line.mark === 'added' && 'bg-ok-wash',
              line.mark === 'removed' && 'bg-bad-wash',
            )}
          >
            <span className="sr-only">{line.mark === 'same' ? '' : `${t(line.mark)} `}</span>
            <span
              aria-hidden
              className={cn('w-9 shrink-0 text-center', line.mark === 'added' ? 'text-ok' : 'text-bad')}
            >
              {signs[line.mark]}
            </span>
            <span className="pr-4">{`${line.text}\n`}</span>
          </span>
        ))}
      </code>
    </pre>
  );
}
