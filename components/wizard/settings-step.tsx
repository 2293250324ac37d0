'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SectionHeading } from '@/components/ui/heading';
import { RadioCards } from '@/components/ui/radio-cards';
import { Loading } from '@/components/ui/skeleton';
import { useWords } from '@/components/ui/words';
import type { MappingSettings } from '@/lib/wiring/inventory';
import { type SettingOption, settingOptions, settingProblems } from '@/lib/wiring/setting/settings';
import { BackButton } from './back-button';
import { withSetting } from './changed-settings';
import { KeyChoice } from './key-choice';
import { SettingRow } from './setting-row';
import { StepFrame } from './step-frame';
import { useBaseSettings } from './use-base-settings';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

const groups = ['reading', 'batching', 'failure', 'watching'] as const satisfies readonly SettingOption['group'][];

/** Every option of the mapping, filled with a sound default whose reason can be asked for. */
export function SettingsStep() {
  const t = useTranslations('wizard');
  const words = useWords();
  const { choices, choose, goTo } = useWizard();
  const [invalid, setInvalid] = useState<ReadonlySet<keyof MappingSettings>>(new Set());
  const base = useBaseSettings(choices);
  const settings = { ...base.settings, ...choices.settings };
  const problems = base.exists ? {} : settingProblems(settings, new Date().toISOString());
  const count = new Set([...invalid, ...Object.keys(problems)]).size;
  const proceed = () => goTo('plan');
  usePrimaryKey(proceed, count === 0);
  const set = <K extends keyof MappingSettings>(name: K, value: MappingSettings[K]) =>
    choose({ settings: withSetting(choices.settings, name, value, base.settings) });
  const judge = (name: keyof MappingSettings, good: boolean) =>
    setInvalid((old) => new Set(good ? [...old].filter((one) => one !== name) : [...old, name]));
  const asked = (option: SettingOption) =>
    option.name !== 'startingPositionTimestamp' || settings.startingPosition === 'AT_TIMESTAMP';
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
        {groups.map((group) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <SectionHeading id={`group-${group}`} className="mb-2 text-base text-ink-2">
              {words({ key: `setting.group.${group}` })}
            </SectionHeading>
            <div className="divide-y divide-line rounded-xl border border-line bg-card">
              {settingOptions
                .filter((option) => option.group === group && asked(option))
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
        <section aria-labelledby="role-grant">
          <SectionHeading id="role-grant" className="mb-2 text-base text-ink-2">
            {t('settings.grant.title')}
          </SectionHeading>
          <RadioCards
            label={t('settings.grant.title')}
            value={choices.grant ?? 'managed'}
            onChange={(grant) => choose({ grant: grant === 'least' ? 'least' : null })}
            className="sm:grid-cols-2"
            options={(['managed', 'least'] as const).map((grant) => ({
              value: grant,
              title: t(`settings.grant.${grant}`),
              text: t(`settings.grant.${grant}-text`),
            }))}
          />
        </section>
        {base.opensKey ? <KeyChoice /> : null}
      </div>
    </StepFrame>
  );
}
