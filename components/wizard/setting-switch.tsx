'use client';

import { useTranslations } from 'next-intl';
import { Switch } from '@/components/ui/switch';
import { isSame } from '@/lib/wiring/setting/settings';
import type { SettingControlProps } from './setting-props';

export function SettingSwitch({ option, settings, id, onSet }: SettingControlProps<'switch'>) {
  const t = useTranslations('wizard.settings');
  const on = !isSame(settings[option.name], option.off);
  const toggle = () => onSet(option.name, on ? option.off : option.on);
  return (
    <div className="flex min-h-8 items-center gap-2">
      <Switch id={`${id}-control`} on={on} onChange={toggle} />
      <span aria-hidden className="text-ink-2">
        {t(on ? 'on' : 'off')}
      </span>
    </div>
  );
}
