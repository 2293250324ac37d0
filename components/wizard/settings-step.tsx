'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { questionsOf, useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { SectionHeading } from '@/components/ui/heading';
import { Loading } from '@/components/ui/skeleton';
import { useWords } from '@/components/ui/words';
import { optionGroups } from '@/lib/wiring/setting/setting';
import {
  type MappingSettings,
  type SettingOption,
  settingOptions,
  settingProblems,
  withoutRefused,
} from '@/lib/wiring/setting/settings';
import { BackButton } from './back-button';
import { withSetting } from './changed-settings';
import { QuestionControl } from './question-control';
import { SettingRow } from './setting-row';
import { StepFrame } from './step-frame';
import { useBaseSettings } from './use-base-settings';
import { useKind } from './use-kind';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** Every option of the mapping, filled with a sound default whose reason can be asked for. */
export function SettingsStep() {
  const t = useTranslations('wizard');
  const words = useWords();
  const rooms = useRooms();
  const { choices, choose, goTo } = useWizard();
  const [invalid, setInvalid] = useState<ReadonlySet<keyof MappingSettings>>(new Set());
  const base = useBaseSettings(choices);
  const kind = useKind();
  const questions = questionsOf(rooms, kind, 'settings').filter(({ due }) => due === undefined || due(base.verdicts));
  const settings = { ...base.settings, ...choices.settings };
  const problems = base.exists ? {} : settingProblems(settings, new Date().toISOString());
  const count = new Set([...invalid, ...Object.keys(problems)]).size;
  const proceed = () => goTo('plan');
  usePrimaryKey(proceed, count === 0);
  const set = <K extends keyof MappingSettings>(name: K, value: MappingSettings[K]) =>
    choose({ settings: withSetting(choices.settings, name, value, base.settings) });
  const judge = (name: keyof MappingSettings, good: boolean) =>
    setInvalid((old) => new Set(good ? [...old].filter((one) => one !== name) : [...old, name]));
  const asked = ({ applies }: SettingOption) => applies?.(settings) ?? true;
  if (base.pending) {
    return (
      <StepFrame lead={t('settings.lead')} back={<BackButton />}>
        <Loading says={t('so-far.checking')} lines={6} className="px-0" />
      </StepFrame>
    );
  }
  return (
    <StepFrame
      lead={t(base.exists ? 'settings.lead-existing' : 'settings.lead')}
      back={<BackButton />}
      note={count > 0 ? t('settings.problems', { count }) : null}
      actions={
        <Button variant="primary" disabled={count > 0} onClick={proceed}>
          {t('continue.settings')}
        </Button>
      }
    >
      <div className="grid gap-7">
        {optionGroups.map((group) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <SectionHeading id={`group-${group}`} className="mb-2 text-base text-ink-2">
              {words({ key: `setting.group.${group}` })}
            </SectionHeading>
            <div className="divide-y divide-line rounded-xl border border-line bg-card">
              {settingOptions
                .filter((option) => option.group === group && asked(option))
                .map((option) => withoutRefused(option, kind?.refuses))
                .map((option) => (
                  <SettingRow
                    key={option.name}
                    option={option}
                    settings={settings}
                    base={base.settings[option.name]}
                    fixed={base.exists && !option.updatable}
                    problem={problems[option.name]}
                    onSet={set}
                    onJudge={judge}
                  />
                ))}
            </div>
          </section>
        ))}
        {questions.map((question) => (
          <QuestionControl key={question.name} question={question} source={null} onEnter={proceed} />
        ))}
      </div>
    </StepFrame>
  );
}
