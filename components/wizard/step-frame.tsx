'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { useStepWords } from './use-step-words';
import { useWizard } from './wizard-context';

type Props = {
  heading?: ReactNode;
  lead?: ReactNode;
  /** Left end of the footer, before the note and the deed. */
  back?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** One question with its footer. The heading takes the focus when the step changes; a page that has just opened leaves it alone. */
export function StepFrame({ heading, lead, back, note, actions, children }: Props) {
  const words = useStepWords();
  const title = useRef<HTMLHeadingElement>(null);
  const { step, moved } = useWizard();
  useEffect(() => {
    if (!moved) return;
    window.scrollTo({ top: 0 });
    title.current?.focus({ preventScroll: true });
  }, [moved]);
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="mx-auto w-full max-w-4xl flex-1 px-7 pt-6 pb-10 max-sm:px-4">
        <h1 ref={title} tabIndex={-1} className="text-xl font-semibold">
          {heading ?? words(step, 'heading')}
        </h1>
        {lead ? <div className="mt-1 max-w-prose text-ink-2">{lead}</div> : null}
        <div className="mt-5">{children}</div>
      </div>
      <div className="sticky bottom-0 z-20 border-t border-line bg-paper">
        <div className="mx-auto flex w-full max-w-4xl flex-wrap items-center gap-x-3 gap-y-2 px-7 py-3 max-sm:px-4">
          {back}
          <div className="ml-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
            {note ? <span className="text-sm text-ink-2">{note}</span> : null}
            {actions}
          </div>
        </div>
      </div>
    </div>
  );
}
