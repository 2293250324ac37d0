'use client';

import { use } from 'react';
import { ControlsContext } from '@/components/resource/controls';
import type { Asked } from '@/components/resource/rooms';
import type { Thing } from '@/lib/wiring/thing';
import { useKind } from './use-kind';
import { useWizard } from './wizard-context';

type Props = { question: Asked; source: Thing | null; onEnter: () => void };

/** The control of a question that the chosen kind asks. */
export function QuestionControl({ question: { name }, source, onEnter }: Props) {
  const Control = use(ControlsContext).controls[name];
  const { choices, choose, listing, connections } = useWizard();
  const kind = useKind();
  if (!Control) throw new Error(`nothing asks for ${name}`);
  return (
    <Control
      kind={kind.id}
      source={source}
      reader={choices.function}
      answer={choices.answers[name] ?? null}
      onAnswer={(answer) => choose({ answers: { [name]: answer } })}
      onEnter={onEnter}
      listing={listing}
      connections={connections}
    />
  );
}
