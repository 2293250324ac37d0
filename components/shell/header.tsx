'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { KeyboardHelp } from './keyboard-help';
import { LanguageSwitch } from './language-switch';
import { Logo } from './logo';
import { PracticeBadge } from './practice-badge';
import { RegionChooser } from './region-chooser';
import { SearchBox } from './search-box';
import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';
import { useHeightAs } from './use-height-as';
import { usePractice } from './use-practice';

const places = [
  { href: '/', key: 'board' },
  { href: '/connections', key: 'connections' },
  { href: '/activity', key: 'activity' },
] as const;

/** Only while the practice accounts are in use; on a phone their badge leads there. */
const practicePlace = { href: '/practice', key: 'practice' } as const;

export function Header({ theme }: { theme: Theme }) {
  const t = useTranslations('app');
  const path = usePathname();
  const { data: practice } = usePractice();
  const header = useRef<HTMLElement>(null);
  useHeightAs(header, '--header-height');
  return (
    <header ref={header} className="z-30 border-b border-line bg-paper lg:sticky lg:top-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-2 max-sm:px-3">
        <Link href="/" className="flex items-center gap-2 text-lg font-semibold">
          <Logo className="size-5" />
          <span className="max-sm:sr-only">{t('name')}</span>
        </Link>
        <nav aria-label={t('nav.label')} className="flex gap-1">
          {[...places, ...(practice ? [practicePlace] : [])].map(({ href, key }) => {
            const here = href === '/' ? path === '/' : path.startsWith(href);
            return (
              <Link
                key={href}
                href={href}
                aria-current={here ? 'page' : undefined}
                className={cn(
                  'rounded-md px-2.5 py-1.5 font-medium whitespace-nowrap text-ink-2 hover:text-ink max-sm:px-2',
                  here && 'bg-idle-wash text-ink',
                  key === 'practice' && 'max-sm:hidden',
                )}
              >
                {t(`nav.${key}`)}
              </Link>
            );
          })}
        </nav>
        <div className="flex min-w-0 flex-wrap items-center justify-end gap-x-3 gap-y-2 max-lg:order-last max-lg:w-full lg:flex-1">
          <SearchBox />
          {path === '/' ? <RegionChooser /> : null}
          <PracticeBadge />
        </div>
        <div className="flex items-center max-lg:ml-auto">
          <LanguageSwitch />
          <ThemeSwitch theme={theme} />
          <KeyboardHelp />
        </div>
      </div>
    </header>
  );
}
