'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';
import { Button } from '@/components/ui/button';
import { chooseTheme } from './preferences';
import { type Theme, themes } from './theme';

const icons = { system: Monitor, light: Sun, dark: Moon };

/** Goes round system, light and dark; shown at once, kept in a cookie so that no page flashes. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const t = useTranslations('app.theme');
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const Icon = icons[theme];
  const change = () => {
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    startTransition(() => chooseTheme(next));
  };
  return (
    <Button variant="quiet" size="icon" aria-label={t(theme)} title={t(theme)} onClick={change}>
      <Icon aria-hidden />
    </Button>
  );
}
