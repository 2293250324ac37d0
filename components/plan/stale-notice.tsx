'use client';

import { useTranslations } from 'next-intl';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import { useNeedName } from './need-name';
import type { PlanDifference } from './plan-difference';

/** Says what is different in the plan that was made again. */
export function StaleNotice({ difference }: { difference: PlanDifference }) {
  const t = useTranslations('plan.stale');
  const tState = useTranslations('wire.state');
  const nameOf = useNeedName();
  const { verdicts, gone, fresh } = difference;
  return (
    <div role="alert" className="rounded-xl border border-warn bg-warn-wash/60 px-4 py-3">
      <p className="flex gap-1 font-semibold">
        <Glyph name="warning" />
        {t('title')}
      </p>
      <p className="pl-5 text-ink-2">{t('text')}</p>
      <ul className="mt-2 grid gap-1 pl-5">
        {verdicts.map(({ before, after }) => (
          <li key={after.need.id} className="mono">
            {t('verdict', { need: nameOf(after.need), before: tState(before.state), after: tState(after.state) })}
          </li>
        ))}
        {gone.map((change) => (
          <li key={`gone ${change.id}`}>
            <s>
              <Words said={change.title} />
            </s>{' '}
            <span className="text-ink-2">{t('gone')}</span>
          </li>
        ))}
        {fresh.map((change) => (
          <li key={`fresh ${change.id}`}>
            <Words said={change.title} /> <span className="text-ink-2">{t('fresh')}</span>
          </li>
        ))}
        {verdicts.length + gone.length + fresh.length === 0 ? <li className="text-ink-2">{t('none')}</li> : null}
      </ul>
    </div>
  );
}
