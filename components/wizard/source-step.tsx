'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { regionOf } from '@/lib/wiring/arn';
import { kindOf } from '@/lib/wiring/kind/kinds';
import { BackButton } from './back-button';
import { EndPicker } from './end-picker';
import { StepFrame } from './step-frame';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** Which stream: any of the connected accounts, or one whose ARN is pasted. */
export function SourceStep() {
  const t = useTranslations('wizard');
  const { choices, choose, goTo, listing } = useWizard();
  const region = choices.function ? regionOf(choices.function) : null;
  const proceed = () => choices.source && goTo(choices.function ? 'settings' : 'reader');
  usePrimaryKey(proceed, choices.source !== null);
  const options = listing.sources
    .filter((source) => region === null || source.region === region)
    .map(({ arn, name, region: at, connectionId, status, mode }) => ({
      arn,
      name,
      region: at,
      connectionId,
      remark: `${status} · ${mode}`,
    }));
  return (
    <StepFrame
      lead={t('source.lead')}
      back={<BackButton />}
      actions={
        <Button variant="primary" disabled={!choices.source} onClick={proceed}>
          {t(choices.function ? 'continue.reader' : 'continue.source')}
        </Button>
      }
    >
      <EndPicker
        end="source"
        expected={kindOf(choices.kind ?? '')?.sourceKind ?? 'kinesis-stream'}
        options={options}
        chosen={choices.source}
        region={region}
        onChoose={(option) => choose({ source: option?.arn ?? null, producer: option?.connectionId ?? null })}
        onEnter={proceed}
      />
    </StepFrame>
  );
}
