'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { When } from '@/components/ui/age';
import { Failure } from '@/components/ui/failure';
import { Glyph } from '@/components/ui/glyph';
import { Loading } from '@/components/ui/skeleton';
import type { Calls } from '@/lib/wiring/call/calls';
import { withOutputs } from '@/lib/wiring/call/outputs';
import { isActive, type Run, type RunStep } from '@/lib/wiring/run';
import { CallsContext } from './calls';
import { RunActions } from './run-actions';
import { RunStepRow } from './run-step-row';
import type { FollowedRun } from './use-run';

type Props = { followed: FollowedRun; nameOf: (connectionId: string) => string; embedded?: boolean };

/** A run, live: one row a change, and what a person may do about it. */
export function RunView({ followed, nameOf, embedded = false }: Props) {
  const t = useTranslations('run');
  const calls = use(CallsContext);
  const { run, error, retry, lost } = followed;
  if (error && !run) return <Failure title={t('missing')} error={error} onRetry={retry} />;
  if (!run) return <Loading says={t('loading')} className="px-0" />;
  const done = run.steps.filter(({ state }) => state === 'done').length;
  const isUndone = run.state === 'undoing' || run.state === 'undone';
  const steps = isUndone ? run.steps.toReversed() : run.steps;
  return (
    <section aria-label={t('title')} className="grid gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold" aria-live="polite">
          <RunHeading run={run} />
        </h2>
        {isUndone ? null : (
          <span className="text-sm text-ink-2 tabular-nums">{t('counts', { done, count: run.steps.length })}</span>
        )}
      </div>
      {isActive(run.state) && !lost ? <p className="text-ink-2">{t('safe-to-leave')}</p> : null}
      {run.holder && !lost ? (
        <p className="text-sm text-ink-2">
          {t('holder', { instance: run.holder.instance, client: run.holder.client ?? 'unknown' })}{' '}
          <When at={run.holder.since} seconds />
        </p>
      ) : null}
      {run.state === 'interrupted' ? <p className="max-w-prose">{t('interrupted')}</p> : null}
      {lost ? (
        <p role="status" className="flex gap-1 text-warn">
          <Glyph name="warning" />
          {t('lost')}
        </p>
      ) : null}
      <ol className="grid gap-2">
        {steps.map((step) => (
          <RunStepRow
            key={step.change.id}
            step={asAnswered(calls, step, run)}
            going={isActive(run.state)}
            accountName={nameOf(step.change.place.connectionId)}
          />
        ))}
      </ol>
      <RunActions run={run} embedded={embedded} />
    </section>
  );
}

/** The step with what other steps have got from AWS, such as the ARN of a consumer just registered. */
function asAnswered(calls: Calls, step: RunStep, run: Run): RunStep {
  return { ...step, change: { ...step.change, call: withOutputs(calls, step.change.call, run.steps) } };
}

function RunHeading({ run }: { run: Run }) {
  const t = useTranslations('run.heading');
  const failed = run.steps.find(({ state }) => state === 'failed');
  switch (run.state) {
    case 'running':
      return t('running', { count: run.steps.length });
    case 'done':
      return run.purpose === 'remove' ? t('done-remove') : t('done', { count: run.steps.length });
    case 'failed':
      return t('failed', { id: failed?.change.id ?? '' });
    default:
      return t(run.state);
  }
}
