'use client';

import { use } from 'react';
import { ControlsContext } from '@/components/resource/controls';
import type { Asked } from '@/components/resource/rooms';
import type { Thing } from '@/lib/wiring/thing';
import { useWizard } from './wizard-context';

type Props = { question: Asked; source: Thing | null; onEnter: () => void };

/** The control of a question that the chosen kind asks. */
export function QuestionControl({ question: { name }, source, onEnter }: Props) {
  const Control = use(ControlsContext).controls[name];
  const { choices, choose } = useWizard();
  if (!Control) throw new Error(`nothing asks for ${name}`);
  return (
    <Control
      source={source}
      answer={choices.answers[name] ?? null}
      onAnswer={(answer) => choose({ answers: { [name]: answer } })}
      onEnter={onEnter}
    />
  );
}
