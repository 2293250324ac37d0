'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { regionOf, roleName } from '@/lib/wiring/arn';
import { BackButton } from './back-button';
import { EndPicker } from './end-picker';
import { StepFrame } from './step-frame';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** Which function reads: in the stream's Region, in any connected account. */
export function ReaderStep() {
  const t = useTranslations('wizard');
  const { choices, choose, goTo, listing } = useWizard();
  const region = choices.source ? regionOf(choices.source) : null;
  const proceed = () => choices.function && goTo('settings');
  usePrimaryKey(proceed, choices.function !== null);
  const options = listing.functions
    .filter((reader) => region === null || reader.region === region)
    .map(({ arn, name, region: at, connectionId, roleArn, runtime }) => ({
      arn,
      name,
      region: at,
      connectionId,
      remark: [runtime, roleName(roleArn)].filter(Boolean).join(' · '),
    }));
  return (
    <StepFrame
      lead={region ? t('reader.lead', { region }) : t('reader.lead-free')}
      back={<BackButton />}
      actions={
        <Button variant="primary" disabled={!choices.function} onClick={proceed}>
          {t('continue.reader')}
        </Button>
      }
    >
      <EndPicker
        end="reader"
        expected={['lambda-function']}
        options={options}
        chosen={choices.function}
        region={region}
        onChoose={(option) => choose({ function: option?.arn ?? null, consumer: option?.connectionId ?? null })}
        onEnter={proceed}
      />
    </StepFrame>
  );
}
