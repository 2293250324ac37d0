import * as english from './en';
import * as japanese from './ja';
import type { Locale } from './locale';
import { type Merged, mergeFiles } from './merge-words';

/** Every sentence of the program by its key; English has them all. */
export type Messages = Merged<typeof english>;

/** Typed so that a key which one language lacks fails the build. */
export const catalogues: Readonly<Record<Locale, Messages>> = { en: mergeFiles(english), ja: mergeFiles(japanese) };
