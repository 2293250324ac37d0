'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Input } from '@/components/ui/input';
import { useWords } from '@/components/ui/words';
import { valueProblem } from './changed-settings';
import type { SettingControlProps } from './setting-props';

export function SettingNumber({ option, settings, id, bad, onSet, onJudge }: SettingControlProps<'number'>) {
  const t = useTranslations('wizard.settings');
  const words = useWords();
  const value = Number(settings[option.name]);
  const free = option.unlimited !== undefined && value === option.unlimited;
  const [typed, setTyped] = useState(free ? '' : String(value));
  const [from, to] = option.range;
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
