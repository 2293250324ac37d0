'use client';

import { useTranslations } from 'next-intl';
import { Switch } from '@/components/ui/switch';
import type { SettingControlProps } from './setting-control';

export function SettingSwitch({ option, settings, id, onSet }: SettingControlProps) {
  const t = useTranslations('wizard.settings');
  const on = option.name === 'metrics' ? settings.metrics.length > 0 : settings[option.name] === true;
  const toggle = () =>
    option.name === 'metrics' ? onSet('metrics', on ? [] : ['EventCount']) : onSet(option.name, !on);
  return (
    <div className="flex min-h-8 items-center gap-2">
      <Switch id={`${id}-control`} on={on} onChange={toggle} />
      <span aria-hidden className="text-ink-2">
        {t(on ? 'on' : 'off')}
      </span>
    </div>
  );
}
