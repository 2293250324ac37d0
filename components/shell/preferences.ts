'use server';

import { cookies } from 'next/headers';
import { isLocale } from '@/lib/messages/locale';
import { isTheme } from './theme';

const aYear = { path: '/', maxAge: 60 * 60 * 24 * 365, sameSite: 'lax' } as const;

/** Keeps the language of the screens in a cookie; the page is drawn again in it. */
export async function chooseLocale(locale: string): Promise<void> {
  if (isLocale(locale)) (await cookies()).set('locale', locale, aYear);
}

/** Keeps the theme in a cookie; `system` follows the system again. */
export async function chooseTheme(theme: string): Promise<void> {
  if (!isTheme(theme)) return;
  if (theme === 'system') (await cookies()).delete('theme');
  else (await cookies()).set('theme', theme, aYear);
}
