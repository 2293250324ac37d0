import type { catalogues } from '@/lib/messages/catalogues';
import { mergeWords } from '@/lib/messages/merge-words';
import english from './words/en.json';
import japanese from './words/ja.json';

/** The product's words and those of queues of parcels, as if their files were registered. */
export function withParcelWords({ en, ja }: typeof catalogues): typeof catalogues {
  return { en: mergeWords(en, english), ja: mergeWords(ja, japanese) };
}
