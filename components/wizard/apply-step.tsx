'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { connectionNames } from '@/components/plan/connection-names';
import { RunView } from '@/components/plan/run-view';
import { Button } from '@/components/ui/button';
import { TestRecord } from '@/components/wire/test-record';
import { BackButton } from './back-button';
import { CopyLink } from './copy-link';
import { StepFrame } from './step-frame';
import { useWizard } from './wizard-context';

/** The run of the plan, and once it is done the proof: a test record followed to the log. */
export function ApplyStep() {
  const tPlan = useTranslations('plan');
  const { choices, connections, followed } = useWizard();
  const { run } = followed;
  const producer = connections.find(({ id }) => id === choices.producer);
  const done = run?.state === 'done';
  return (
    <StepFrame
      back={<BackButton />}
      actions={
        <>
          <CopyLink />
          {done ? (
            <Button asChild variant="primary">
              <Link href={`/wires/${run.wireId}`}>{tPlan('nothing.open')}</Link>
            </Button>
          ) : null}
        </>
      }
    >
      <div className="grid gap-8">
        <RunView followed={followed} nameOf={connectionNames(connections)} embedded />
        {done && run.purpose === 'wire' ? (
          <TestRecord
            wireId={run.wireId}
            source={choices.source ?? ''}
            readOnlyName={producer?.mode === 'read-only' ? producer.name : null}
          />
        ) : null}
      </div>
    </StepFrame>
  );
}
