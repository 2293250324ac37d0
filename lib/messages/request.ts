import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { catalogues } from './catalogues';
import { isLocale, preferredLocale } from './locale';

export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'));
  return { locale, messages: catalogues[locale], timeZone: 'UTC' };
});
