'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { PracticeAccounts } from '@/components/shell/use-practice';
import { cn } from '@/components/ui/cn';
import { Combobox } from '@/components/ui/combobox';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import type { Preset } from './fault-presets';
import { type Scope, scoped, scopeOf } from './fault-scope';
import { Struck } from './struck';
import type { Fault, FaultState } from './use-faults';

type Props = {
  preset: Preset;
  practice: PracticeAccounts;
  /** While it is switched on. */
  running?: FaultState;
  onSwitch: (fault: Fault | null) => void;
};

/** Radix takes no empty value for a choice. */
const everywhere = '*';

/** One kind of trouble: what it is, where it strikes, how often it did. */
export function FaultRow({ preset, practice, running, onSwitch }: Props) {
  const t = useTranslations('practice');
  const id = useId();
  const [chosen, setChosen] = useState<Scope>(() => scopeOf(preset.fault));
  const scope = running ? scopeOf(running) : chosen;
  const name = t(`preset.${preset.id}.name`);
  const choose = (next: Scope) => {
    setChosen(next);
    if (running) onSwitch(scoped(preset, next));
  };
  const account = (value: string) => choose({ ...scope, accountId: value === everywhere ? '' : value });
  return (
    <li
      className={cn(
        'grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-2 px-4 py-3 lg:grid-cols-[auto_minmax(0,1fr)_13rem_15rem_9.5rem]',
        running && 'bg-warn-wash/50',
      )}
    >
      <Switch
        on={running !== undefined}
        onChange={(on) => onSwitch(on ? scoped(preset, scope) : null)}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-text`}
        className="mt-0.5"
      />
      <div className="min-w-0">
        <p id={`${id}-name`} className="font-medium">
          {name}
        </p>
        <p id={`${id}-text`} className="text-sm text-ink-2">
          {t(`preset.${preset.id}.text`)}
        </p>
      </div>
      <Select
        label={t('accountOf', { name })}
        value={scope.accountId || everywhere}
        onChange={account}
        options={[
          { value: everywhere, label: t('everyAccount') },
          ...practice.accounts.map((one) => ({ value: one.id, label: `${one.name} · ${one.id}` })),
        ]}
        className="max-lg:col-start-2"
      />
      {preset.fixed === undefined ? (
        <ApiChoice
          label={t('apiOf', { name })}
          practice={practice}
          value={scope.api}
          onChange={(api) => choose({ ...scope, api })}
        />
      ) : (
        <span className="text-sm text-ink-2 max-lg:col-start-2 lg:pt-1.5">{t(`fixed.${preset.fixed}`)}</span>
      )}
      <Struck running={running} className="max-lg:col-start-2 lg:pt-1 lg:text-right" />
    </li>
  );
}

type ApiProps = { label: string; practice: PracticeAccounts; value: string; onChange: (api: string) => void };

function ApiChoice({ label, practice, value, onChange }: ApiProps) {
  const t = useTranslations('practice');
  const id = useId();
  const options = [
    { value: everywhere, label: t('everyApi') },
    ...practice.services.map(({ name }) => ({ value: name, label: t('everyOperation', { service: name }) })),
    ...practice.services.flatMap(({ name, operations }) =>
      operations.map((operation) => ({ value: `${name}:${operation}`, label: `${name}:${operation}` })),
    ),
  ];
  return (
    <div className="max-lg:col-start-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Combobox
        id={id}
        label={label}
        value={value || everywhere}
        onChange={(api) => onChange(api === everywhere ? '' : api)}
        options={options}
        searchPlaceholder={t('findApi')}
        empty={t('noApi')}
      />
    </div>
  );
}
