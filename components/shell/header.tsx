'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { LanguageSwitch } from './language-switch';
import { Logo } from './logo';
import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';

const places = [
  { href: '/', key: 'board' },
  { href: '/connections', key: 'connections' },
  { href: '/activity', key: 'activity' },
] as const;

export function Header({ theme }: { theme: Theme }) {
  const t = useTranslations('app');
  const path = usePathname();
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-2 max-sm:px-3">
        <Link href="/" className="flex items-center gap-2 text-lg font-semibold">
          <Logo className="size-5" />
          {t('name')}
        </Link>
        <nav aria-label={t('nav.label')} className="flex gap-1">
          {places.map(({ href, key }) => {
            const here = href === '/' ? path === '/' : path.startsWith(href);
            return (
              <Link
                key={href}
                href={href}
                aria-current={here ? 'page' : undefined}
                className={cn(
                  'rounded-md px-2.5 py-1.5 font-medium text-ink-2 hover:text-ink',
                  here && 'bg-idle-wash text-ink',
                )}
              >
                {t(`nav.${key}`)}
              </Link>
            );
          })}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <LanguageSwitch />
          <ThemeSwitch theme={theme} />
        </div>
      </div>
    </header>
  );
}
