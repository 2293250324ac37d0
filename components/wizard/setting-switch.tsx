'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { SettingControlProps } from './setting-control';

export function SettingSwitch({ option, settings, id, onSet }: SettingControlProps) {
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
