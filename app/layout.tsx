import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';

import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { shownKind } from '@/components/resource/shown-kind';
import { Header } from '@/components/shell/header';
import { Providers } from '@/components/shell/providers';
import { isTheme } from '@/components/shell/theme';
import { kinds } from '@/lib/wiring/kind/kinds';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  return { title: { default: t('name'), template: `%s · ${t('name')}` }, description: t('description') };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, t, jar] = await Promise.all([getLocale(), getTranslations('app'), cookies()]);
  const chosen = jar.get('theme')?.value;
  const theme = isTheme(chosen) ? chosen : 'system';
  return (
    <html lang={locale} data-theme={theme === 'system' ? undefined : theme}>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-ink focus:px-3 focus:py-2 focus:text-paper"
        >
          {t('skip')}
        </a>
        <NextIntlClientProvider>
          <Providers theme={theme} kinds={kinds.map(shownKind)}>
            <Header theme={theme} />
            <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
              {children}
            </main>
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
