'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { Field } from '@/components/ui/field';
import { SectionHeading } from '@/components/ui/heading';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { useWords } from '@/components/ui/words';
import { useKind } from '@/components/wizard/use-kind';
import { useWizard } from '@/components/wizard/wizard-context';
import type { Read } from '@/lib/wiring/read';
import type { RegisteredConsumer, Stream } from '@/lib/wiring/resource/kinesis';
import { isConsumerName } from '@/lib/wiring/resource/kinesis-arn';
import { functionName } from '@/lib/wiring/resource/lambda-arn';
import type { ControlProps } from '../control';
import { Awaited } from './awaited';
import { ConsumerFacts, ConsumerTitle } from './consumer-facts';

const NEW = 'new';

/** Through which registered consumer it is read: a new one with its name, or one of the stream's. */
export function ConsumerChoice(props: ControlProps) {
  const { source, answer, onAnswer } = props;
  const kind = useKind();
  const t = useTranslations('wizard.consumer');
  const words = useWords();
  const [making, setMaking] = useState(false);
  const consumers: Read<RegisteredConsumer[]> = (source as Stream | null)?.consumers ?? { state: 'pending' };
  const there = consumers.state === 'known' ? consumers.value : [];
  const named = there.find(({ name }) => name === answer);
  const isNew = making || named === undefined;
  const pick = (value: string) => {
    setMaking(value === NEW);
    onAnswer(value === NEW ? null : value.slice(1));
  };
  return (
    <section aria-labelledby="consumer-choice" className="grid gap-3">
      <SectionHeading id="consumer-choice" className="text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      <RadioCards
        label={t('title')}
        value={isNew ? NEW : `=${answer}`}
        onChange={pick}
        options={[
          ...there.map((consumer) => ({
            value: `=${consumer.name}`,
            title: <ConsumerTitle consumer={consumer} />,
            text: <ConsumerFacts consumer={consumer} />,
          })),
          { value: NEW, title: t('new'), text: words({ key: `kind.${kind.id}.cost` }) },
        ]}
      />
      {isNew ? <NewName {...props} taken={named !== undefined} onType={() => setMaking(true)} /> : null}
      <Unread consumers={consumers} />
    </section>
  );
}

function NewName({
  answer: name,
  onAnswer,
  taken,
  onType,
  onEnter,
}: ControlProps & { taken: boolean; onType: () => void }) {
  const t = useTranslations('wizard.consumer');
  const { function: reader } = useWizard().choices;
  const otherwise = reader === null ? null : functionName(reader);
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
            onAnswer(target.value.trim() || null);
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
