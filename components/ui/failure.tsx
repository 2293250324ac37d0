'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Problem } from '@/lib/wiring/problem';
import type { Refusal } from '@/lib/wiring/read';
import { remedyFor, remedySaid } from '@/lib/wiring/refused-by';
import { Button } from './button';
import { cn } from './cn';
import { CodeBlock } from './code';
import { CopyButton } from './copy-button';
import { RequestProblem } from './fetch-json';
import { Glyph } from './glyph';
import { useProblemWords } from './problem-words';
import { useWords } from './words';

type Props = {
  /** What failed, as a sentence: "The streams of producer could not be read". */
  title?: ReactNode;
  /** Any one of the three: what a request threw, a problem, or a read that AWS refused. */
  error?: unknown;
  problem?: Problem;
  refusal?: Refusal;
  onRetry?: () => void;
  retrying?: boolean;
  actions?: ReactNode;
  className?: string;
};

/** The failure face of a panel: what failed, why, and what to do about it. */
export function Failure({ title, error, problem, refusal, onRetry, retrying, actions, className }: Props) {
  const t = useTranslations('ui');
  const words = useProblemWords();
  const given = problem ?? (error instanceof RequestProblem ? error.problem : undefined);
  const said = given ? words(given) : null;
  const plain = error instanceof Error ? error.message : error === undefined ? null : String(error);
  const heading = title ?? said?.title ?? (refusal ? t('failure.refused') : t('failure.title'));
  const details = JSON.stringify(given ?? refusal ?? { message: plain }, null, 2);
  return (
    <div role="alert" className={cn('grid gap-3 border-l-2 border-bad bg-bad-wash/40 p-4', className)}>
      <p className="flex gap-1 font-semibold">
        <Glyph name="missing" />
        <span>{heading}</span>
      </p>
      {said && title ? <p>{said.title}</p> : null}
      {said?.detail ? <p className="max-w-prose text-ink-2">{said.detail}</p> : null}
      {said?.cause ? <p className="max-w-prose text-ink-2">{said.cause}</p> : null}
      {said?.fix ? <p className="max-w-prose">{said.fix}</p> : null}
      {given || refusal || plain === null ? null : <p className="mono">{plain}</p>}
      {refusal ? <RefusalFacts refusal={refusal} /> : null}
      <div className="flex flex-wrap gap-2">
        {onRetry ? (
          <Button onClick={onRetry} pending={retrying} size="sm">
            {t('retry')}
          </Button>
        ) : null}
        {actions}
        <CopyButton text={details} label={t('failure.copyDetails')} />
      </div>
    </div>
  );
}

/** Who was refused what, in whose words, and what would allow it: a statement, or a change of the policy that AWS named. */
export function RefusalFacts({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('ui.failure');
  const statement = { Effect: 'Allow', Action: refusal.action, Resource: refusal.resource ?? '*' };
  const words = useWords();
  const isAllowed = remedyFor(refusal) === 'allow';
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-2">{t('who')}</dt>
        <dd className="mono">{refusal.principal}</dd>
        <dt className="text-ink-2">{t('action')}</dt>
        <dd className="mono">{refusal.action}</dd>
        {refusal.resource ? (
          <>
            <dt className="text-ink-2">{t('resource')}</dt>
            <dd className="mono">{refusal.resource}</dd>
          </>
        ) : null}
        <dt className="text-ink-2">{t('awsSaid')}</dt>
        <dd className="mono">{refusal.message}</dd>
      </dl>
      {isAllowed ? (
        <CodeBlock label={t('addStatement')} text={JSON.stringify(statement, null, 2)} />
      ) : (
        <p>{words(remedySaid(refusal, refusal.principal))}</p>
      )}
    </div>
  );
}
