'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { type DrawnRooms, useRooms } from '@/components/resource/rooms';
import { cn } from '@/components/ui/cn';
import { Glyph } from '@/components/ui/glyph';
import { useNow } from '@/components/ui/now';
import { SideMark } from '@/components/ui/side-mark';
import { Words } from '@/components/ui/words';
import { type Call, type Calls, typeOf } from '@/lib/wiring/call/calls';
import { sourceOf } from '@/lib/wiring/resource/arn-reading';
import type { RunStep } from '@/lib/wiring/run';
import { CallsContext } from './calls';
import { ChangeGlyph } from './change-card';
import { secondsSince, stepSeconds } from './run-clock';
import { StepError, StepResult } from './step-answer';
import { useDuration } from './use-duration';

const busy = new Set(['running', 'waiting', 'undoing']);

type Props = { step: RunStep; going: boolean; accountName: string };

/** One change of a run: where it stands, for how long, why it waits, what AWS answered. `going`: somebody works on it. */
export function RunStepRow({ step, going, accountName }: Props) {
  const { state } = step;
  const isBusy = busy.has(state) && going;
  return (
    <li
      className={cn(
        'rounded-xl border bg-card',
        state === 'failed' ? 'border-bad' : isBusy ? 'border-line-strong' : 'border-line',
      )}
    >
      <StepHead step={step} going={going} accountName={accountName} />
      {step.waiting && isBusy ? <Waiting waiting={step.waiting} /> : null}
      {step.error ? <StepError error={step.error} /> : null}
      {step.result && state === 'done' ? <StepResult result={step.result} /> : null}
    </li>
  );
}

/** The change and its call, by whom it is made, and how far it came. */
function StepHead({ step, going, accountName }: Props) {
  const rooms = useRooms();
  const calls = use(CallsContext);
  const { change, state } = step;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <StateSign state={state} busy={busy.has(state) && going} />
      <ChangeGlyph glyph={change.glyph} />
      <span className="min-w-0 flex-1 basis-60">
        <span className={cn('font-semibold', state === 'undone' && 'line-through decoration-ink-3')}>
          <Words said={change.title} />
        </span>
        <code className="block wrap-anywhere text-ink-2">
          {[change.call.call, endOf(calls, rooms, change.call)].filter(Boolean).join(' · ')}
        </code>
      </span>
      <span className="flex items-center gap-x-2 text-sm text-ink-2">
        <SideMark half={change.side} className="size-4" />
        {accountName}
      </span>
      <Progress step={step} isCutOff={busy.has(state) && !going} />
    </div>
  );
}

/** Its state in a word, and for how long; cut off is what nobody works on any more. */
function Progress({ step, isCutOff }: { step: RunStep; isCutOff: boolean }) {
  const t = useTranslations('run');
  const now = useNow() ?? Date.now();
  const time = useDuration();
  const { state } = step;
  const seconds = stepSeconds(step, now);
  return (
    <span
      className={cn(
        'min-w-24 text-right text-sm',
        state === 'failed' ? 'text-bad' : state === 'done' ? 'text-ok' : 'text-ink-2',
      )}
    >
      {t(isCutOff ? 'step.cut-off' : `step.${state}`)}
      {seconds === null || isCutOff ? null : <span className="ml-1.5 text-ink-3 tabular-nums">{time(seconds)}</span>}
    </span>
  );
}

/** Why it waits, since when and how long at most. */
function Waiting({ waiting }: { waiting: NonNullable<RunStep['waiting']> }) {
  const t = useTranslations('run');
  const now = useNow() ?? Date.now();
  const time = useDuration();
  return (
    <p role="status" className="flex gap-2 border-t border-line bg-warn-wash/60 px-4 py-2">
      <Hourglass />
      <span>
        <Words said={waiting.reason} />{' '}
        <span className="whitespace-nowrap text-ink-2 tabular-nums">
          {time(secondsSince(waiting.since, now))} · {t('at-most', { time: time(waiting.atMostSeconds) })}
        </span>
      </span>
    </p>
  );
}

/** What of the source a call is about, as its ARN ends: of what is made only now AWS tells that. */
function endOf(calls: Calls, { resources }: Pick<DrawnRooms, 'resources'>, call: Call): string | null {
  const { source = '' } = typeOf(calls, call).ends(call);
  return sourceOf(resources, source) === source ? null : (source.split('/').at(-1) ?? null);
}

function StateSign({ state, busy }: { state: RunStep['state']; busy: boolean }) {
  if (busy)
    return (
      <span
        aria-hidden
        className="mx-0.5 size-3 shrink-0 animate-spin rounded-full border-2 border-ink border-r-transparent"
      />
    );
  if (state === 'done') return <Glyph name="met" />;
  if (state === 'failed') return <Glyph name="missing" />;
  if (state === 'undone') return <Glyph name="remove" tone="idle" />;
  return <Glyph name="open" tone="idle" />;
}

function Hourglass() {
  return (
    <span
      aria-hidden
      className="mt-1.5 size-2 shrink-0 animate-[pulse-soft_1.6s_ease-in-out_infinite] rounded-full bg-warn"
    />
  );
}
