'use client';

import { useTranslations } from 'next-intl';
import { Skeleton } from '@/components/ui/skeleton';
import { SoFarHalf } from './so-far-half';
import { useWizard } from './wizard-context';

/** The wire as it stands: both halves fill in as facts arrive. */
export function SoFar() {
  const t = useTranslations('wizard.so-far');
  const { choices, plan, followed } = useWizard();
  const both = choices.source !== null && choices.function !== null;
  const checked = both ? plan.plan : null;
  const done = new Set(followed.run?.steps.filter(({ state }) => state === 'done').map(({ change }) => change.id));
  const whole = checked !== null && !checked.blocked && checked.changes.every(({ id }) => done.has(id));
  return (
    <aside
      aria-label={t('title')}
      className="border-line bg-bank px-5 py-5 max-xl:col-span-full max-xl:border-t xl:border-l max-sm:px-4"
    >
      <div className="xl:sticky xl:top-18">
        <h2 className="mb-3 text-sm font-medium text-ink-2">{t('title')}</h2>
        <div className="grid max-w-3xl grid-cols-1 max-xl:sm:grid-cols-[minmax(0,1fr)_2.5rem_minmax(0,1fr)]">
          <SoFarHalf half="producer" plan={checked} done={done} />
          <Link whole={whole} />
          <SoFarHalf half="consumer" plan={checked} done={done} />
        </div>
        <div role="status" className="mt-3 text-sm text-ink-2">
          {!both ? t('after-both') : plan.error ? t('failed') : checked === null ? <Checking /> : null}
        </div>
      </div>
    </aside>
  );
}

function Checking() {
  const t = useTranslations('wizard.so-far');
  return (
    <>
      {t('checking')}
      <Skeleton className="mt-2 w-1/2" />
    </>
  );
}

/** The water between the halves: solid once nothing is missing. */
function Link({ whole }: { whole: boolean }) {
  return (
    <span aria-hidden className="grid place-items-center max-xl:sm:place-items-center">
      <span
        className={
          whole
            ? 'block h-7 border-l-2 border-ok max-xl:sm:h-0 max-xl:sm:w-full max-xl:sm:border-t-2 max-xl:sm:border-l-0'
            : 'block h-7 border-l-2 border-dashed border-warn max-xl:sm:h-0 max-xl:sm:w-full max-xl:sm:border-t-2 max-xl:sm:border-l-0'
        }
      />
    </span>
  );
}
