'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { readableJson } from '@/components/plan/statement-lines';
import type { ReadName } from '@/components/resource/part-drawing';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Failure } from '@/components/ui/failure';
import { isOurs } from '@/lib/wiring/plan/our-statements';
import { statementsOf } from '@/lib/wiring/plan/statements';
import type { Read } from '@/lib/wiring/read';
import { Unknown } from './fact';

type Props = {
  title: ReactNode;
  remark?: string;
  read: Read<unknown>;
  what: ReadName;
  /** Said where there is none. */
  none: string;
  most?: number;
};

/** Two policies stand side by side. */
const NARROW = 62;

/** One policy: its statements, which of them are Tributary's, and its text as it is stored; `most` is what it may hold, in bytes. */
export function PolicyCard({ title, remark, read, what, none, most }: Props) {
  const t = useTranslations('wire.policies');
  if (read.state === 'refused' || read.state === 'failed') return <ReadProblem read={read} what={what} />;
  const text = read.state === 'known' && typeof read.value === 'string' ? read.value : null;
  const statements = text === null ? [] : statementsOf(text);
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center gap-2 px-4 py-2">
        <h3 className="min-w-0 font-semibold">{title}</h3>
        {remark ? <Badge>{remark}</Badge> : null}
        <span className="ml-auto flex items-center gap-2 text-sm text-ink-2">
          {text !== null && most ? t('size', { bytes: new TextEncoder().encode(text).length, most }) : null}
          {text === null ? null : <CopyButton text={text} />}
        </span>
      </header>
      {text === null ? (
        <p className="border-t border-line px-4 py-3 text-ink-2">{read.state === 'absent' ? none : <Unknown />}</p>
      ) : null}
      {text !== null && statements.length === 0 ? (
        <div className="grid gap-2 border-t border-line px-4 py-3">
          <p className="text-warn">{t('not-json')}</p>
          <Text>{text}</Text>
        </div>
      ) : null}
      <ol>
        {statements.map((statement, index) => (
          <li key={`${statement.sid} ${statement.text}`} className="border-t border-line">
            <p className="flex flex-wrap items-center gap-2 bg-bank px-4 py-1 text-sm text-ink-2">
              {statement.sid ? (
                <code className="font-medium">{statement.sid}</code>
              ) : (
                t('statement', { number: index + 1 })
              )}
              {isOurs(statement.sid) ? <Badge tone="ok">{t('ours')}</Badge> : null}
            </p>
            <Text>{readableJson(statement.text, NARROW)}</Text>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Text({ children }: { children: string }) {
  return (
    <pre tabIndex={0} className="overflow-x-auto px-4 py-2 text-sm leading-5 focus-visible:-outline-offset-2">
      {children}
    </pre>
  );
}

/** A policy that was not read: named, with what to allow. */
export function ReadProblem({
  read,
  what,
}: {
  read: Extract<Read<unknown>, { state: 'refused' | 'failed' }>;
  what: ReadName;
}) {
  const t = useTranslations('wire');
  const words = { what: t(`read-what.${what}`) };
  return read.state === 'refused' ? (
    <Failure title={t('refused', words)} refusal={read.refusal} />
  ) : (
    <Failure title={t('not-read', words)} error={read.message} />
  );
}
