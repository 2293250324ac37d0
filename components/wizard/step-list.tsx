'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { STEPS, type Step } from './search-params';
import { useStepWords } from './use-step-words';

type Props = {
  current: Step;
  /** What was chosen at each step, once it was. */
  summaries: Partial<Record<Step, { text: string; mono?: boolean }>>;
  mayOpen: (step: Step) => boolean;
  onOpen: (step: Step) => void;
};

/** The six questions with their answers; on a narrow screen a bar that says how far one is. */
export function StepList(props: Props) {
  const t = useTranslations('wizard');
  const at = STEPS.indexOf(props.current);
  return (
    <nav aria-label={t('progress')}>
      <h2 className="px-3 pb-3 text-sm font-medium text-ink-3 max-lg:sr-only">{t('title')}</h2>
      <div className="grid gap-1.5 lg:hidden">
        <p className="flex justify-between gap-3 text-sm">
          <span className="font-medium">{t(`step.${props.current}.name`)}</span>
          <span className="text-ink-2">{t('step-of', { step: at + 1, count: STEPS.length })}</span>
        </p>
        <div aria-hidden className="grid grid-cols-6 gap-1">
          {STEPS.map((step, index) => (
            <span key={step} className={cn('h-1 rounded-full', index <= at ? 'bg-ink' : 'bg-line-strong')} />
          ))}
        </div>
      </div>
      <ol className="grid grid-cols-1 gap-0.5 max-lg:hidden">
        {STEPS.map((step, index) => (
          <li key={step}>
            <StepRow {...props} step={step} number={index + 1} done={index < at} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepRow({
  step,
  number,
  done,
  current,
  summaries,
  mayOpen,
  onOpen,
}: Props & { step: Step; number: number; done: boolean }) {
  const t = useTranslations('wizard');
  const words = useStepWords();
  const here = step === current;
  const summary = summaries[step];
  return (
    <button
      type="button"
      aria-current={here ? 'step' : undefined}
      disabled={!here && !mayOpen(step)}
      onClick={() => onOpen(step)}
      className={cn(
        'flex w-full items-start gap-2.5 rounded-lg px-2 py-1.5 text-left',
        here ? 'bg-idle-wash' : 'enabled:hover:bg-idle-wash/60',
      )}
    >
      <span
        aria-hidden
        className={cn(
          'mt-px grid size-5 shrink-0 place-items-center rounded-full border text-xs font-semibold',
          here ? 'border-ink bg-ink text-paper' : done ? 'border-ok text-ok' : 'border-line-strong text-ink-2',
        )}
      >
        {done && !here ? '✓' : number}
      </span>
      <span className="min-w-0 flex-1">
        <span className={cn('block font-medium', !here && !done && 'text-ink-2')}>{t(`step.${step}.name`)}</span>
        <span
          className={cn('block truncate text-sm text-ink-2', summary?.mono && 'font-mono text-xs leading-4.5')}
          title={summary?.text}
        >
          {summary?.text ?? words(step, 'remark')}
        </span>
      </span>
    </button>
  );
}
