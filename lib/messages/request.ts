import { cookies, headers } from 'next/headers';
import type { Messages } from 'next-intl';
import { getRequestConfig } from 'next-intl/server';
import en from './en.json';
import ja from './ja.json';
import { isLocale, type Locale, preferredLocale } from './locale';

// Typed so that a key which one language lacks fails the build.
const catalogues: Record<Locale, Messages> = { en, ja };

export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'));
  return { locale, messages: catalogues[locale], timeZone: 'UTC' };
});
