'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { inferParserType } from 'nuqs/server';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Checkbox, Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useShortcut } from '@/components/ui/shortcut';
import { type logParams, RANGES } from './search-params';
import { ZONES } from './zone';

export type LogParams = inferParserType<typeof logParams>;

type Props = { params: LogParams; onChange: (change: Partial<LogParams>) => void };

/** Follow or History, the filter, the range that only History has, and wrapping. */
export function LogToolbar({ params, onChange }: Props) {
  const t = useTranslations('log');
  const [typed, setTyped] = useState(params.filter);
  const filter = useRef<HTMLInputElement>(null);
  useShortcut('/', () => filter.current?.focus());
  const range = params.at ? 'at' : params.range;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3 py-2">
      <fieldset aria-label={t('mode')} className="flex rounded-md border border-line-strong">
        {(['follow', 'history'] as const).map((mode) => (
          <button
            key={mode}
            type="button"
            aria-pressed={params.mode === mode}
            onClick={() => onChange({ mode, at: null, line: null })}
            className={cn(
              'min-h-7.5 px-3 font-medium first:rounded-l-md last:rounded-r-md',
              params.mode === mode ? 'bg-ink text-paper' : 'text-ink-2 hover:text-ink',
            )}
          >
            {t(mode)}
          </button>
        ))}
      </fieldset>
      {params.mode === 'history' ? (
        <Select
          label={t('range')}
          className="w-auto min-w-40"
          value={range}
          onChange={(to) => onChange({ range: RANGES.find((one) => one === to) ?? params.range, at: null, line: null })}
          options={[...RANGES, ...(params.at ? (['at'] as const) : [])].map((value) => ({
            value,
            label: t(`ranges.${value}`),
          }))}
        />
      ) : null}
      <form
        className="flex min-w-0 flex-1 basis-64 gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ filter: typed.trim() });
        }}
      >
        <Input
          ref={filter}
          mono
          aria-label={t('filter')}
          placeholder={t('filter-placeholder')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {typed.trim() !== params.filter ? <Button type="submit">{t('apply-filter')}</Button> : null}
        {params.filter ? (
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('clear-filter')}
            onClick={() => {
              setTyped('');
              onChange({ filter: '' });
            }}
          >
            <X aria-hidden />
          </Button>
        ) : null}
      </form>
      {params.mode === 'follow' ? (
        <Select
          label={t('by')}
          className="w-auto"
          value={params.by}
          onChange={(by) => onChange({ by: by === 'polling' ? 'polling' : 'live-tail' })}
          options={(['live-tail', 'polling'] as const).map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
      ) : null}
      <Select
        label={t('zone')}
        className="w-auto"
        value={params.zone}
        onChange={(zone) => onChange({ zone: zone === 'utc' ? 'utc' : 'local' })}
        options={ZONES.map((value) => ({ value, label: t(`zones.${value}`) }))}
      />
      <Checkbox
        label={t('wrap')}
        checked={params.wrap}
        onChange={(event) => onChange({ wrap: event.target.checked })}
      />
    </div>
  );
}
