'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConnections } from '@/components/connection/use-connections';
import { useRun } from '@/components/plan/use-run';
import { Failure } from '@/components/ui/failure';
import { Loading } from '@/components/ui/skeleton';
import { ApplyStep } from './apply-step';
import { KindStep } from './kind-step';
import { NoConnections } from './no-connections';
import { PlanStep } from './plan-step';
import { ReaderStep } from './reader-step';
import { STEPS, type Step } from './search-params';
import { SettingsStep } from './settings-step';
import { SoFar } from './so-far';
import { SourceStep } from './source-step';
import { StepList } from './step-list';
import { mayOpen, shownStep } from './steps';
import { useChoices } from './use-choices';
import { useListing } from './use-listing';
import { usePlan } from './use-plan';
import { usePrefill } from './use-prefill';
import { useStepKeys } from './use-step-keys';
import { useSummaries } from './use-summaries';
import { WizardProvider } from './wizard-context';

const bodies: Record<Step, () => React.ReactNode> = {
  kind: () => <KindStep />,
  source: () => <SourceStep />,
  reader: () => <ReaderStep />,
  settings: () => <SettingsStep />,
  plan: () => <PlanStep />,
  apply: () => <ApplyStep />,
};

/** Wires a stream to a function, one question at a time; the link holds every answer. */
export function Wizard() {
  const t = useTranslations('wizard');
  const state = useChoices();
  const { choices, goTo } = state;
  const step = shownStep(choices);
  const [opened] = useState(step);
  const [moved, setMoved] = useState(false);
  if (!moved && step !== opened) setMoved(true);
  const asked = useConnections();
  const connections = asked.data ?? none;
  const { listing, stop, again } = useListing((step === 'source' || step === 'reader') && connections.length > 0);
  const plan = usePlan(choices, step, state.keepPlan);
  const followed = useRun(choices.run);
  const summaries = useSummaries(choices, plan.plan);
  const lost = usePrefill(choices, connections, state.fill);
  const open = (to: Step) => mayOpen(to, choices) && goTo(to);
  useStepKeys((by) => {
    const to = STEPS[STEPS.indexOf(step) + by];
    if (to) open(to);
  });
  if (asked.isPending) return <Loading says={t('title')} className="p-8" />;
  if (asked.isError) {
    return (
      <div className="grid content-start gap-4 px-5 py-5">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <Failure title={t('listing.lost')} error={asked.error} onRetry={() => void asked.refetch()} />
      </div>
    );
  }
  if (connections.length === 0) return <NoConnections />;
  const value = { ...state, step, moved, connections, listing, stopListing: stop, listAgain: again, plan, followed };
  return (
    <WizardProvider value={value}>
      <div className="flex flex-1 flex-col lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] xl:grid-cols-[13.5rem_minmax(0,1fr)_22rem]">
        <div className="border-line px-4 pt-4 lg:border-r lg:px-3.5 lg:pt-5">
          <div className="lg:sticky lg:top-18">
            <StepList current={step} summaries={summaries} mayOpen={(to) => mayOpen(to, choices)} onOpen={open} />
          </div>
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <p aria-live="polite" className="sr-only">
            {moved ? t('now-at', { step: STEPS.indexOf(step) + 1, name: t(`step.${step}.name`) }) : ''}
          </p>
          {lost ? <Failure title={t('repair.failed')} error={lost} className="m-4" /> : null}
          {bodies[step]()}
        </div>
        <SoFar />
      </div>
    </WizardProvider>
  );
}

const none: never[] = [];
