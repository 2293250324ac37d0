'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { type DrawnRooms, useRooms } from '@/components/resource/rooms';
import { cn } from '@/components/ui/cn';
import { CopyButton } from '@/components/ui/copy-button';
import { Glyph } from '@/components/ui/glyph';
import { useNow } from '@/components/ui/now';
import { SideMark } from '@/components/ui/side-mark';
import { useWords, Words } from '@/components/ui/words';
import { type Call, type Calls, typeOf } from '@/lib/wiring/call/calls';
import { sourceOf } from '@/lib/wiring/resource/arn-reading';
import type { RunError, RunStep } from '@/lib/wiring/run';
import { CallsContext } from './calls';
import { ChangeGlyph } from './change-card';
import { secondsSince, stepSeconds } from './run-clock';

const busy = new Set(['running', 'waiting', 'undoing']);

type Props = { step: RunStep; going: boolean; accountName: string };

/** One change of a run: where it stands, for how long, why it waits, what AWS answered. `going`: somebody works on it. */
export function RunStepRow({ step, going, accountName }: Props) {
  const t = useTranslations('run');
  const rooms = useRooms();
  const calls = use(CallsContext);
  const now = useNow() ?? Date.now();
  const time = useClock();
  const seconds = stepSeconds(step, now);
  const { change, state } = step;
  const isBusy = busy.has(state) && going;
  return (
    <li
      className={cn(
        'rounded-xl border bg-card',
        state === 'failed' ? 'border-bad' : isBusy ? 'border-line-strong' : 'border-line',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
        <StateSign state={state} busy={isBusy} />
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
        <span
          className={cn(
            'min-w-24 text-right text-sm',
            state === 'failed' ? 'text-bad' : state === 'done' ? 'text-ok' : 'text-ink-2',
          )}
        >
          {t(busy.has(state) && !going ? 'step.cut-off' : `step.${state}`)}
          {seconds === null || (busy.has(state) && !going) ? null : (
            <span className="ml-1.5 text-ink-3 tabular-nums">{time(seconds)}</span>
          )}
        </span>
      </div>
      {step.waiting && isBusy ? (
        <p role="status" className="flex gap-2 border-t border-line bg-warn-wash/60 px-4 py-2">
          <Hourglass />
          <span>
            <Words said={step.waiting.reason} />{' '}
            <span className="whitespace-nowrap text-ink-2 tabular-nums">
              {time(secondsSince(step.waiting.since, now))} · {t('at-most', { time: time(step.waiting.atMostSeconds) })}
            </span>
          </span>
        </p>
      ) : null}
      {step.error ? <StepError error={step.error} /> : null}
      {step.result && state === 'done' ? <Result result={step.result} /> : null}
    </li>
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

/** AWS's words first, then what they mean and what to do. */
function StepError({ error }: { error: RunError }) {
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

function Result({ result }: { result: Record<string, string> }) {
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

/** Seconds as a person reads them: "14 s", "2 min 5 s". */
function useClock(): (seconds: number) => string {
  const t = useTranslations('run');
  return (seconds) =>
    seconds < 1
      ? t('instant')
      : seconds < 60
        ? t('elapsed', { seconds: String(seconds) })
        : seconds % 60 === 0
          ? t('whole-minutes', { minutes: String(seconds / 60) })
          : t('minutes', { minutes: String(Math.floor(seconds / 60)), seconds: String(seconds % 60) });
}
