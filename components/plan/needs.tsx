'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { SideMark } from '@/components/ui/side-mark';
import { toneText } from '@/components/ui/tone';
import { useWords, Words } from '@/components/ui/words';
import type { Verdict } from '@/lib/wiring/need';
import type { Change } from '@/lib/wiring/plan/plan';
import { type NeedGroup, needGroups } from './need-groups';
import { NeedName } from './need-name';
import { readableJson } from './statement-lines';
import { VerdictGlyph, verdictTone } from './verdict-glyph';

/** What the wire needs: whatever is not met stands open with its reason, what is met folds to a count. */
export function Needs({ verdicts, changes }: { verdicts: Verdict[]; changes: Change[] }) {
  const t = useTranslations('plan');
  const [open, setOpen] = useState(false);
  const list = useId();
  const lacking = verdicts.filter((verdict) => verdict.state !== 'met');
  const met = verdicts.filter((verdict) => verdict.state === 'met');
  const grants = met.filter((verdict) => verdict.need.demand.type === 'grant').length;
  const parts = [
    grants > 0 ? t('grants-match', { count: grants }) : '',
    met.length > grants ? t('facts-match', { count: met.length - grants }) : '',
  ];
  return (
    <section aria-label={t('verdicts')} className="overflow-hidden rounded-xl border border-line bg-card">
      <ul className="divide-y divide-line">
        {needGroups(lacking, changes).map((group) => (
          <NeedGroupRow key={group.verdicts[0]?.need.id} group={group} />
        ))}
      </ul>
      {met.length > 0 ? (
        <div className={cn(lacking.length > 0 && 'border-t border-line')}>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={list}
            onClick={() => setOpen(!open)}
            className="flex w-full items-center gap-1 px-3 py-2 text-left text-ink-2 hover:bg-bank focus-visible:-outline-offset-2"
          >
            <VerdictGlyph state="met" advised={false} />
            <span className="flex-1">{parts.filter(Boolean).join(' · ')}</span>
            <ChevronRight aria-hidden className={cn('size-4 text-ink-3 transition-transform', open && 'rotate-90')} />
            <span className="sr-only">{t(open ? 'hide' : 'show')}</span>
          </button>
          <ul id={list} hidden={!open} className="divide-y divide-line border-t border-line">
            {needGroups(met, []).map((group) => (
              <NeedGroupRow key={group.verdicts[0]?.need.id} group={group} />
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

function NeedGroupRow({ group }: { group: NeedGroup }) {
  const t = useTranslations('wire');
  const tPlan = useTranslations('plan');
  const tSoFar = useTranslations('wizard.so-far');
  const words = useWords();
  const { verdicts, answeredBy } = group;
  const [first] = verdicts;
  if (!first) return null;
  const { need, state } = first;
  const advised = need.weight === 'advised';
  const tone = verdictTone(state, advised);
  const same = verdicts.every(({ because }) => words(because) === words(first.because));
  const alone = verdicts.length === 1;
  const word = need.demand.type === 'grant' ? t(`state.${state}`) : t(`fact-state.${state}`);
  return (
    <li className={cn('grid gap-1 px-3 py-2', tone === 'bad' && 'bg-bad-wash/50')}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <VerdictGlyph state={state} advised={advised} />
        {need.side === 'both' ? null : <SideMark half={need.side} />}
        {alone ? (
          <NeedName need={need} className="font-medium" />
        ) : (
          <span className="font-medium">{tPlan('actions', { count: verdicts.length })}</span>
        )}
        {alone ? <Badge tone={tone}>{word}</Badge> : null}
        {advised && state !== 'met' ? <Badge>{t('advised')}</Badge> : null}
        {answeredBy ? (
          <span className="ml-auto text-sm text-warn">{tSoFar('change', { id: answeredBy.id })}</span>
        ) : null}
      </div>
      {alone || same ? (
        <p className="pl-6 text-ink-2">
          {alone && state !== 'met'
            ? tPlan('sentences', { first: words(first.because), second: words(need.why) })
            : words(first.because)}
        </p>
      ) : null}
      {alone ? null : (
        <ul className="grid gap-0.5 pl-6">
          {verdicts.map((verdict) => (
            <li key={verdict.need.id} className="grid gap-x-3 sm:grid-cols-[13.5rem_auto_minmax(0,1fr)]">
              <NeedName need={verdict.need} />
              <span className={cn('text-sm', toneText[tone])}>{word}</span>
              <span className="text-sm text-ink-2">
                <Words said={verdict.need.why} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {state !== 'met' && first.statement ? (
        <pre className="ml-6 overflow-x-auto rounded-md bg-bank px-3 py-2 text-sm">
          {readableJson(first.statement.text)}
        </pre>
      ) : null}
    </li>
  );
}
