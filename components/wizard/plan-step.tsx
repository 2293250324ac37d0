'use client';

import { useTranslations } from 'next-intl';
import { AppliedNotice, usePlanRun } from '@/components/plan/applied-notice';
import { connectionNames } from '@/components/plan/connection-names';
import { PlanLead, PlanTitle } from '@/components/plan/plan-heading';
import { NothingToDo, PlanView } from '@/components/plan/plan-view';
import { RunFailure } from '@/components/plan/run-failure';
import { StaleNotice } from '@/components/plan/stale-notice';
import { useApply } from '@/components/plan/use-apply';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { Loading } from '@/components/ui/skeleton';
import type { Plan } from '@/lib/wiring/plan/plan';
import { BackButton } from './back-button';
import { CopyLink } from './copy-link';
import { StepFrame } from './step-frame';

import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** The plan: read before anything is written, applied here or handed over. */
export function PlanStep() {
  const t = useTranslations('wizard');
  const { choices, plan } = useWizard();
  if (plan.error) {
    return (
      <StepFrame back={<BackButton />}>
        <Failure
          title={t(choices.plan ? 'plan.missing' : 'plan.failed')}
          error={plan.error}
          onRetry={plan.retry}
          retrying={plan.asking}
        />
      </StepFrame>
    );
  }
  if (!plan.plan) {
    return (
      <StepFrame back={<BackButton />}>
        <Loading says={t('plan.making')} lines={5} className="px-0" />
      </StepFrame>
    );
  }
  return <ReadyPlan plan={plan.plan} />;
}

function ReadyPlan({ plan }: { plan: Plan }) {
  const t = useTranslations('wizard');
  const tPlan = useTranslations('plan');
  const tRun = useTranslations('run');
  const { connections, startRun, plan: asked } = useWizard();
  const nameOf = connectionNames(connections);
  const { apply, pending, error, difference } = useApply(plan, asked.remake, startRun);
  const readOnly = connections.filter(
    ({ id, mode }) => mode === 'read-only' && plan.changes.some(({ place }) => place.connectionId === id),
  );
  const { run, applied } = usePlanRun(plan);
  const count = plan.changes.length;
  const may = count > 0 && !applied && !plan.blocked && readOnly.length === 0 && !pending;
  usePrimaryKey(apply, may);
  const note =
    readOnly.length > 0 ? tPlan('read-only', { names: readOnly.map(({ name }) => name).join(', ') }) : t('handover');
  return (
    <StepFrame
      heading={<PlanTitle plan={plan} />}
      lead={<PlanLead plan={plan} nameOf={nameOf} />}
      back={<BackButton />}
      note={<span className={readOnly.length > 0 ? 'block max-w-md' : 'max-sm:hidden'}>{note}</span>}
      actions={
        <>
          <CopyLink />
          {plan.run && applied ? (
            <Button variant="primary" onClick={() => plan.run && startRun(plan.run)}>
              {tRun('open-run')}
            </Button>
          ) : count > 0 ? (
            <Button variant="primary" disabled={!may} pending={pending} onClick={apply}>
              {tPlan('apply', { count })}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="grid gap-5">
        <AppliedNotice run={applied ? run : null} />
        {error ? <RunFailure title={tPlan('apply-failed')} error={error} /> : null}
        {difference ? <StaleNotice difference={difference} /> : null}
        {count === 0 && !plan.blocked ? <NothingToDo plan={plan} /> : null}
        <PlanView plan={plan} nameOf={nameOf} />
      </div>
    </StepFrame>
  );
}
