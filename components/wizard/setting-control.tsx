'use client';

import { useState } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useWords } from '@/components/ui/words';
import type { MessageKey } from '@/lib/messages/message-key';
import type { MappingSettings } from '@/lib/wiring/inventory';
import { uncheckedKey } from '@/lib/wiring/said';
import { valueProblem } from './changed-settings';
import { FilterPatterns } from './filter-patterns';
import { SettingNumber } from './setting-number';
import type { SettingRowProps } from './setting-row';
import { SettingSwitch } from './setting-switch';

export type SettingControlProps = Pick<SettingRowProps, 'option' | 'settings' | 'onSet'> & {
  /** Prefix of the ids that the row's label and error carry. */
  id: string;
  bad: boolean;
  /** The key of what is wrong with the value as it is typed, or null. */
  onJudge: (problem: MessageKey | null) => void;
};

/** The control that fits an option: what is typed reaches the link only once it can stand. */
export function SettingControl(props: SettingControlProps) {
  const { option, settings, id, onSet } = props;
  const words = useWords();
  switch (option.input) {
    case 'switch':
      return <SettingSwitch {...props} />;
    case 'choice':
      return (
        <Select
          id={`${id}-control`}
          value={String(settings[option.name])}
          onChange={(value) => onSet('startingPosition', value as MappingSettings['startingPosition'])}
          options={(option.choices ?? []).map((value) => ({
            value,
            label: words({ key: uncheckedKey(`setting.${option.name}.choice.${value}`) }),
          }))}
        />
      );
    case 'patterns':
      return <FilterPatterns {...props} />;
    case 'time':
      return <SettingTime {...props} />;
    case 'arn':
      return <SettingText {...props} />;
    case 'number':
      return <SettingNumber {...props} />;
  }
}

function SettingText({ option, settings, id, bad, onSet, onJudge }: SettingControlProps) {
  const [typed, setTyped] = useState(String(settings[option.name] ?? ''));
  const take = (text: string) => {
    setTyped(text);
    const value = text.trim() === '' ? null : text.trim();
    const problem = valueProblem('onFailureDestinationArn', value);
    onJudge(problem);
    if (problem === null) onSet('onFailureDestinationArn', value);
  };
  return (
    <Input
      id={`${id}-control`}
      mono
      value={typed}
      placeholder="arn:aws:sqs:…"
      aria-invalid={bad || undefined}
      aria-describedby={`${id}-error`}
      onChange={(event) => take(event.target.value)}
    />
  );
}

function SettingTime({ settings, id, bad, onSet }: SettingControlProps) {
  const at = settings.startingPositionTimestamp;
  return (
    <Input
      id={`${id}-control`}
      type="datetime-local"
      step={1}
      aria-invalid={bad || undefined}
      aria-describedby={`${id}-error`}
      value={at === null ? '' : localTime(at)}
      onChange={({ target }) =>
        onSet('startingPositionTimestamp', target.value === '' ? null : new Date(target.value).toISOString())
      }
    />
  );
}

/** An ISO time as the browser's own control wants it: local, without a zone. */
function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
