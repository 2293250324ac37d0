'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { ControlsContext } from '@/components/resource/controls';
import { drawingOf, questionsOf, useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { useWords } from '@/components/ui/words';
import { regionOf } from '@/lib/wiring/arn';
import { BackButton } from './back-button';
import { EndPicker } from './end-picker';
import { listedOf } from './listing';
import { namedBy } from './named-by';
import { QuestionControl } from './question-control';
import { StepFrame } from './step-frame';
import { useEndOptions } from './use-end-options';
import { useEndWords } from './use-end-words';
import { useKind } from './use-kind';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** Which source: any of the connected accounts, or one whose ARN is pasted; and what is to be known of it. */
export function SourceStep() {
  const t = useTranslations('wizard');
  const words = useWords();
  const rooms = useRooms();
  const { choices, choose, goTo, listing } = useWizard();
  const region = choices.function ? regionOf(choices.function) : null;
  const kind = useKind();
  const reader = useEndWords(kind.reader);
  const { stops } = drawingOf(rooms, kind.source);
  const Notice = use(ControlsContext).chosen[kind.source]?.Notice;
  const questions = questionsOf(rooms, kind, 'source');
  const options = useEndOptions(kind.source, region);
  const chosen = listedOf(listing, kind.source).find(({ arn }) => arn === choices.source) ?? null;
  const stopped = chosen === null ? null : (stops?.(chosen) ?? null);
  const isGood = questions.every(({ name, isGood }) => {
    const answer = choices.answers[name] ?? null;
    return answer === null || isGood === undefined || isGood(answer);
  });
  const may = choices.source !== null && stopped === null && isGood;
  const proceed = () => may && goTo(choices.function ? 'settings' : 'reader');
  usePrimaryKey(proceed, may);
  const take = (option: { arn: string; connectionId: string } | null) => {
    const named = option === null ? null : namedBy(rooms, option.arn);
    const isOther = (named?.source ?? null) !== choices.source;
    const unsaid = isOther ? Object.fromEntries(questions.map(({ name }) => [name, null])) : {};
    choose({
      source: named?.source ?? null,
      producer: option?.connectionId ?? null,
      answers: { ...unsaid, ...named?.answers },
    });
  };
  return (
    <StepFrame
      lead={t('source.lead')}
      back={<BackButton />}
      note={stopped === null ? null : words({ key: stopped })}
      actions={
        <Button variant="primary" disabled={!may} onClick={proceed}>
          {choices.function ? t('continue.reader') : reader('choose')}
        </Button>
      }
    >
      <div className="grid gap-7">
        <EndPicker
          end="source"
          expected={kind.via === undefined ? [kind.source] : [kind.source, kind.via]}
          options={options}
          chosen={choices.source}
          region={region}
          short={choices.source !== null}
          onChoose={take}
          onEnter={proceed}
        />
        {choices.source && Notice ? <Notice thing={chosen} /> : null}
        {choices.source && stopped === null
          ? questions.map((question) => (
              <QuestionControl
                key={`${question.name} ${choices.source}`}
                question={question}
                source={chosen}
                onEnter={proceed}
              />
            ))
          : null}
      </div>
    </StepFrame>
  );
}
