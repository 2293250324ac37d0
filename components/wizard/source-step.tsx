'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { consumerName, regionOf, streamArnOf } from '@/lib/wiring/arn';
import { isConsumerName } from '@/lib/wiring/consumer-name';
import { encryptionOf } from '@/lib/wiring/judge/encryption';
import { kindOf } from '@/lib/wiring/kind/kinds';
import { BackButton } from './back-button';
import { ConsumerChoice } from './consumer-choice';
import { EndPicker } from './end-picker';
import { StepFrame } from './step-frame';
import { StreamEncryption } from './stream-encryption';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** Which stream: any of the connected accounts, or one whose ARN is pasted; and what is to be known of it. */
export function SourceStep() {
  const t = useTranslations('wizard');
  const { choices, choose, goTo, listing } = useWizard();
  const region = choices.function ? regionOf(choices.function) : null;
  const kind = kindOf(choices.kind ?? '');
  const chosen = listing.sources.find(({ arn }) => arn === choices.source) ?? null;
  const unshareable = chosen !== null && encryptionOf(chosen).state === 'aws-managed';
  const badName = kind?.hasConsumer && choices.consumerName !== null && !isConsumerName(choices.consumerName);
  const may = choices.source !== null && !unshareable && !badName;
  const proceed = () => may && goTo(choices.function ? 'settings' : 'reader');
  usePrimaryKey(proceed, may);
  const options = listing.sources
    .filter((source) => region === null || source.region === region)
    .map(({ arn, name, region: at, connectionId, status, mode }) => ({
      arn,
      name,
      region: at,
      connectionId,
      remark: `${status} · ${mode}`,
    }));
  const take = (option: { arn: string; connectionId: string } | null) => {
    const source = option ? streamArnOf(option.arn) : null;
    const named = option && consumerName(option.arn);
    const stays = named || source === choices.source ? choices.consumerName : null;
    choose({ source, producer: option?.connectionId ?? null, consumerName: named ?? stays });
  };
  return (
    <StepFrame
      lead={t('source.lead')}
      back={<BackButton />}
      note={unshareable ? t('encryption.stops') : null}
      actions={
        <Button variant="primary" disabled={!may} onClick={proceed}>
          {t(choices.function ? 'continue.reader' : 'continue.source')}
        </Button>
      }
    >
      <div className="grid gap-7">
        <EndPicker
          end="source"
          expected={kind?.hasConsumer ? [kind.sourceKind, kind.mappedKind] : [kind?.sourceKind ?? 'kinesis-stream']}
          options={options}
          chosen={choices.source}
          region={region}
          short={choices.source !== null}
          onChoose={take}
          onEnter={proceed}
        />
        {choices.source ? <StreamEncryption source={chosen} /> : null}
        {choices.source && kind?.hasConsumer && !unshareable ? (
          <ConsumerChoice key={choices.source} source={chosen} onEnter={proceed} />
        ) : null}
      </div>
    </StepFrame>
  );
}
