import type en from './en.json';
import type { Locale as OurLocale } from './locale';

declare module 'next-intl' {
  interface AppConfig {
    Locale: OurLocale;
    Messages: typeof en;
  }
}
