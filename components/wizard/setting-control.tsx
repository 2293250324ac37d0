'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useWords } from '@/components/ui/words';
import type { MappingSettings } from '@/lib/wiring/inventory';
import { valueProblem } from './changed-settings';
import { FilterPatterns } from './filter-patterns';
import type { SettingRowProps } from './setting-row';

type Props = Pick<SettingRowProps, 'option' | 'settings' | 'onSet'> & {
  /** Prefix of the ids that the row's label and error carry. */
  id: string;
  bad: boolean;
  /** The key of what is wrong with the value as it is typed, or null. */
  onJudge: (problem: string | null) => void;
};

/** The control that fits an option: what is typed reaches the link only once it can stand. */
export function SettingControl(props: Props) {
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
            label: words({ key: `setting.${option.name}.choice.${value}` }),
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

function SettingSwitch({ option, settings, id, onSet }: Props) {
  const t = useTranslations('wizard.settings');
  const on = option.name === 'metrics' ? settings.metrics.length > 0 : settings[option.name] === true;
  const toggle = () =>
    option.name === 'metrics' ? onSet('metrics', on ? [] : ['EventCount']) : onSet(option.name, !on);
  return (
    <div className="flex min-h-8 items-center gap-2">
      <button
        type="button"
        role="switch"
        id={`${id}-control`}
        aria-checked={on}
        onClick={toggle}
        className={cn(
          'relative h-5 w-9 shrink-0 rounded-full border transition-colors',
          on ? 'border-ink bg-ink' : 'border-edge bg-card',
        )}
      >
        <span
          aria-hidden
          className={cn(
            'absolute top-0.5 left-0.5 size-3.5 rounded-full transition-transform',
            on ? 'translate-x-4 bg-paper' : 'bg-edge',
          )}
        />
      </button>
      <span aria-hidden className="text-ink-2">
        {t(on ? 'on' : 'off')}
      </span>
    </div>
  );
}

function SettingNumber({ option, settings, id, bad, onSet, onJudge }: Props) {
  const t = useTranslations('wizard.settings');
  const words = useWords();
  const value = Number(settings[option.name]);
  const free = option.unlimited !== undefined && value === option.unlimited;
  const [typed, setTyped] = useState(free ? '' : String(value));
  const [from, to] = option.range ?? [0, 0];
  const take = (text: string) => {
    setTyped(text);
    const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    const problem = valueProblem(option.name, number);
    onJudge(problem);
    if (problem === null) onSet(option.name, number);
  };
  const setFree = (unlimited: boolean) => {
    onJudge(null);
    setTyped(unlimited ? '' : String(from));
    onSet(option.name, unlimited ? (option.unlimited ?? from) : from);
  };
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
      <Input
        id={`${id}-control`}
        mono
        inputMode="numeric"
        className="w-24 tabular-nums"
        disabled={free}
        value={free ? '' : typed}
        placeholder={free ? words({ key: 'setting.unlimited' }) : undefined}
        aria-invalid={bad || undefined}
        aria-describedby={`${id}-error ${id}-range`}
        onChange={(event) => take(event.target.value)}
      />
      <span id={`${id}-range`} className="text-sm text-ink-3">
        {t('range', { from, to })}
      </span>
      {option.unlimited === undefined ? null : (
        <label className="flex items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-ink"
            checked={free}
            onChange={(event) => setFree(event.target.checked)}
          />
          {words({ key: 'setting.unlimited' })}
        </label>
      )}
    </div>
  );
}

function SettingText({ option, settings, id, bad, onSet, onJudge }: Props) {
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

function SettingTime({ settings, id, bad, onSet }: Props) {
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
