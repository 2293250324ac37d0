'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { SideMark } from '@/components/ui/side-mark';
import { toneWash } from '@/components/ui/tone';
import { Words } from '@/components/ui/words';
import type { Change } from '@/lib/wiring/plan/plan';
import { CallLines } from './call-lines';
import { ChangeNotes } from './change-notes';
import { PolicyDiff } from './policy-diff';

const glyphs = {
  add: { sign: '+', tone: 'ok' },
  change: { sign: '~', tone: 'warn' },
  remove: { sign: '−', tone: 'bad' },
} as const;

export function ChangeGlyph({ glyph }: { glyph: Change['glyph'] }) {
  const t = useTranslations('plan.glyph');
  const { sign, tone } = glyphs[glyph];
  return (
    <span
      className={cn(
        'inline-grid size-5 shrink-0 place-items-center rounded-sm font-mono text-sm font-semibold',
        toneWash[tone],
      )}
    >
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{t(glyph)}</span>
    </span>
  );
}

/** One write to AWS: what, where, by which call, what it does to a policy, and how it is taken back. */
export function ChangeCard({ change, accountName, aside }: { change: Change; accountName: string; aside?: ReactNode }) {
  const t = useTranslations('plan');
  const { call, diff } = change;
  const whole = 'policy' in call ? call.policy : null;
  return (
    <li className="overflow-hidden rounded-xl border border-line bg-card">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
        <span className="text-sm text-ink-3 tabular-nums">{change.id}</span>
        <ChangeGlyph glyph={change.glyph} />
        <span className="min-w-0 flex-1 basis-60">
          <span className="font-semibold">
            <Words said={change.title} />
          </span>
          <code className="block text-ink-2">{call.call}</code>
        </span>
        <span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-2">
          <SideMark half={change.side} className="size-4" />
          {accountName}
          <span aria-hidden>·</span>
          <span>{t.rich('undo', { text: () => <Words said={change.undo} /> })}</span>
        </span>
        {aside}
      </div>
      <ChangeNotes change={change} />
      {diff ? <PolicyDiff diff={diff} whole={whole} /> : null}
      <CallLines call={call} />
    </li>
  );
}
