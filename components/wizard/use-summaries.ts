'use client';

import { useTranslations } from 'next-intl';
import { countByAccount } from '@/components/plan/count-changes';
import { kindOf, questionsOf, useRooms } from '@/components/resource/rooms';
import { useNames } from '@/components/resource/wire-ends';
import { useWords } from '@/components/ui/words';
import { uncheckedKey } from '@/lib/wiring/message';
import type { Plan } from '@/lib/wiring/plan/plan';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import type { Choices, Step } from './search-params';

/** What was answered at each step, short enough for the step list. */
export function useSummaries(
  choices: Choices,
  plan: Plan | null,
): Partial<Record<Step, { text: string; mono?: boolean }>> {
  const t = useTranslations('wizard');
  const tPlan = useTranslations('plan');
  const words = useWords();
  const rooms = useRooms();
  const nameOf = useNames();
  const settings = { ...(plan?.settings ?? defaultSettings), ...choices.settings };
  const both = choices.source !== null && choices.function !== null;
  const through = questionsOf(rooms, kindOf(rooms, choices.kind), 'source').map(({ name }) => choices.answers[name]);
  return {
    ...(choices.kind ? { kind: { text: words({ key: uncheckedKey(`kind.${choices.kind}.name`) }) } } : {}),
    ...(choices.source
      ? { source: { text: [nameOf(choices.source), ...through].filter(Boolean).join(' · '), mono: true } }
      : {}),
    ...(choices.function ? { reader: { text: nameOf(choices.function), mono: true } } : {}),
    ...(both
      ? {
          settings: {
            text: t('settings.summary', {
              size: settings.batchSize,
              start: t(`settings.start.${settings.startingPosition}`),
            }),
          },
        }
      : {}),
    ...(plan && choices.plan
      ? {
          plan: {
            text:
              plan.changes.length === 0
                ? tPlan(plan.blocked ? 'blocked.headline' : 'nothing.title')
                : tPlan('headline', { changes: plan.changes.length, accounts: countByAccount(plan.changes).length }),
          },
        }
      : {}),
  };
}
