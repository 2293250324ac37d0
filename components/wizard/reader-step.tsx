'use client';

import { useTranslations } from 'next-intl';
import { useNames } from '@/components/resource/wire-ends';
import { Button } from '@/components/ui/button';
import { regionOf } from '@/lib/wiring/arn';
import { BackButton } from './back-button';
import { EndPicker } from './end-picker';
import { StepFrame } from './step-frame';
import { useEndOptions } from './use-end-options';
import { useKind } from './use-kind';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** Which function reads: in the source’s Region, in any connected account. */
export function ReaderStep() {
  const t = useTranslations('wizard');
  const { choices, choose, goTo } = useWizard();
  const region = choices.source ? regionOf(choices.source) : null;
  const proceed = () => choices.function && goTo('settings');
  usePrimaryKey(proceed, choices.function !== null);
  const { reader: is } = useKind();
  const nameOf = useNames();
  const options = useEndOptions(is, region);
  return (
    <StepFrame
      lead={region ? t('reader.lead', { region, name: nameOf(choices.source ?? '') }) : t('reader.lead-free')}
      back={<BackButton />}
      actions={
        <Button variant="primary" disabled={!choices.function} onClick={proceed}>
          {t('continue.reader')}
        </Button>
      }
    >
      <EndPicker
        end="reader"
        expected={[is]}
        options={options}
        chosen={choices.function}
        region={region}
        onChoose={(option) => choose({ function: option?.arn ?? null, consumer: option?.connectionId ?? null })}
        onEnter={proceed}
      />
    </StepFrame>
  );
}
