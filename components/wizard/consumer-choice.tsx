'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { Field } from '@/components/ui/field';
import { SectionHeading } from '@/components/ui/heading';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { useWords } from '@/components/ui/words';
import { functionName } from '@/lib/wiring/arn';
import { isConsumerName } from '@/lib/wiring/consumer-name';
import type { RegisteredConsumer, Source } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import { uncheckedKey } from '@/lib/wiring/said';
import { Awaited } from './awaited';
import { ConsumerFacts, ConsumerTitle } from './consumer-facts';
import { useWizard } from './wizard-context';

type Props = { source: Source | null; onEnter: () => void };

const NEW = 'new';

/** Through which registered consumer it is read: a new one with its name, or one of the stream's. */
export function ConsumerChoice({ source, onEnter }: Props) {
  const t = useTranslations('wizard.consumer');
  const words = useWords();
  const { choices, choose } = useWizard();
  const [making, setMaking] = useState(false);
  const consumers: Read<RegisteredConsumer[]> = source?.consumers ?? { state: 'pending' };
  const there = consumers.state === 'known' ? consumers.value : [];
  const named = there.find(({ name }) => name === choices.consumerName);
  const isNew = making || named === undefined;
  const pick = (value: string) => {
    setMaking(value === NEW);
    choose({ consumerName: value === NEW ? null : value.slice(1) });
  };
  return (
    <section aria-labelledby="consumer-choice" className="grid gap-3">
      <SectionHeading id="consumer-choice" className="text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      <RadioCards
        label={t('title')}
        value={isNew ? NEW : `=${choices.consumerName}`}
        onChange={pick}
        options={[
          ...there.map((consumer) => ({
            value: `=${consumer.name}`,
            title: <ConsumerTitle consumer={consumer} />,
            text: <ConsumerFacts consumer={consumer} />,
          })),
          { value: NEW, title: t('new'), text: words({ key: uncheckedKey(`kind.${choices.kind}.cost`) }) },
        ]}
      />
      {isNew ? <NewName taken={named !== undefined} onType={() => setMaking(true)} onEnter={onEnter} /> : null}
      <Unread consumers={consumers} />
    </section>
  );
}

function NewName({ taken, onType, onEnter }: { taken: boolean; onType: () => void; onEnter: () => void }) {
  const t = useTranslations('wizard.consumer');
  const { choices, choose } = useWizard();
  const name = choices.consumerName;
  const otherwise = choices.function ? functionName(choices.function) : null;
  return (
    <Field
      label={t('name')}
      hint={taken ? t('taken-name') : otherwise ? t('name-hint', { name: otherwise }) : t('name-hint-later')}
      error={name !== null && !isConsumerName(name) ? t('bad-name') : undefined}
      className="max-w-md"
    >
      {(control) => (
        <Input
          {...control}
          mono
          value={name ?? ''}
          placeholder={otherwise ?? ''}
          onChange={({ target }) => {
            onType();
            choose({ consumerName: target.value.trim() || null });
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onEnter();
          }}
        />
      )}
    </Field>
  );
}

function Unread({ consumers }: { consumers: Read<RegisteredConsumer[]> }) {
  const t = useTranslations('wizard.consumer');
  switch (consumers.state) {
    case 'pending':
      return <Awaited says={t('reading')} failed={t('failed')} />;
    case 'refused':
      return <Failure title={t('refused')} refusal={consumers.refusal} />;
    case 'failed':
      return <Failure title={t('failed')} error={consumers.message} />;
    default:
      return null;
  }
}
