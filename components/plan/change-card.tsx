'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { SideMark } from '@/components/ui/side-mark';
import { toneWash } from '@/components/ui/tone';
import { Words } from '@/components/ui/words';
import type { Change } from '@/lib/wiring/plan';
import { settingOptions } from '@/lib/wiring/settings';
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
      {diff ? <PolicyDiff diff={diff} whole={whole} /> : null}
      {'settings' in call && call.call !== 'lambda:DeleteEventSourceMapping' ? <MappingLines call={call} /> : null}
    </li>
  );
}

/** The settings that a new mapping gets, or those in which an old one changes. */
function MappingLines({
  call,
}: {
  call: Extract<Change['call'], { call: `lambda:${'Create' | 'Update'}EventSourceMapping` }>;
}) {
  const previous = call.call === 'lambda:UpdateEventSourceMapping' ? call.previous : null;
  const shown = settingOptions
    .map(({ name }) => ({ name, now: call.settings[name], before: previous?.[name] }))
    .filter(({ now, before }) =>
      previous
        ? JSON.stringify(now) !== JSON.stringify(before)
        : now !== null && now !== false && JSON.stringify(now) !== '[]',
    );
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 border-t border-line px-4 py-2 font-mono text-xs text-ink-2">
      {shown.map(({ name, now, before }) => (
        <div key={name} className="flex gap-1.5">
          <dt>{name}</dt>
          <dd className="text-ink">
            {previous ? `${JSON.stringify(before)} → ` : ''}
            {typeof now === 'string' ? now : JSON.stringify(now)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
