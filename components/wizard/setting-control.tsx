'use client';

import { useState } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useWords } from '@/components/ui/words';
import { uncheckedKey } from '@/lib/wiring/message';
import { valueProblem } from './changed-settings';
import { FilterPatterns } from './filter-patterns';
import { SettingNumber } from './setting-number';
import type { SettingControlProps } from './setting-props';
import { SettingSwitch } from './setting-switch';

/** The control that fits an option: what is typed reaches the link only once it can stand. */
export function SettingControl(props: SettingControlProps) {
  const { option } = props;
  switch (option.input) {
    case 'switch':
      return <SettingSwitch {...props} option={option} />;
    case 'choice':
      return <SettingChoice {...props} option={option} />;
    case 'patterns':
      return <FilterPatterns {...props} />;
    case 'time':
      return <SettingTime {...props} option={option} />;
    case 'arn':
    case 'name':
      return <SettingText {...props} option={option} />;
    case 'number':
      return <SettingNumber {...props} option={option} />;
  }
}

function SettingChoice({ option: { name, choices }, settings, id, onSet }: SettingControlProps<'choice'>) {
  const words = useWords();
  return (
    <Select
      id={`${id}-control`}
      value={String(settings[name])}
      onChange={(value) => onSet(name, value)}
      options={choices.map((value) => ({
        value,
        label: words({ key: uncheckedKey(`setting.${name}.choice.${value}`) }),
      }))}
    />
  );
}

function SettingText({ option, settings, id, bad, onSet, onJudge }: SettingControlProps<'arn' | 'name'>) {
  const [typed, setTyped] = useState(String(settings[option.name] ?? ''));
  const take = (text: string) => {
    setTyped(text);
    const value = text.trim() === '' ? null : text.trim();
    const problem = valueProblem(option.name, value);
    onJudge(problem);
    if (problem === null) onSet(option.name, value);
  };
  return (
    <Input
      id={`${id}-control`}
      mono
      value={typed}
      placeholder={option.input === 'arn' ? option.example : undefined}
      aria-invalid={bad || undefined}
      aria-describedby={`${id}-error`}
      onChange={(event) => take(event.target.value)}
    />
  );
}

function SettingTime({ option: { name }, settings, id, bad, onSet }: SettingControlProps<'time'>) {
  const at = settings[name];
  return (
    <Input
      id={`${id}-control`}
      type="datetime-local"
      step={1}
      aria-invalid={bad || undefined}
      aria-describedby={`${id}-error`}
      value={at === null ? '' : localTime(String(at))}
      onChange={({ target }) => onSet(name, target.value === '' ? null : new Date(target.value).toISOString())}
    />
  );
}

/** An ISO time as the browser's own control wants it: local, without a zone. */
function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
