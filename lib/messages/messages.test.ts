import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues';
import * as english from './en';
import * as japanese from './ja';
import { preferredLocale } from './locale';
import { mergeWords, type Words } from './merge-words';

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

/** The names of the values and tags that a message uses: what the code passes must fit both languages. */
function names(message: string): string[] {
  const values = [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => `{${name}}`);
  const tags = [...message.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`);
  return [...new Set([...values, ...tags])].sort();
}

describe('the two catalogues', () => {
  const inEnglish = flat(catalogues.en);
  const inJapanese = new Map(flat(catalogues.ja));
  const keysByFile = (files: Readonly<Record<string, Words>>) =>
    Object.fromEntries(
      Object.entries(files).map(([name, words]) => [
        name,
        flat(words)
          .map(([key]) => key)
          .sort(),
      ]),
    );

  it('have the same keys in the same files', () => {
    expect(keysByFile(japanese)).toEqual(keysByFile(english));
  });

  it('hold every file, whole', () => {
    expect(inEnglish.map(([key]) => key).sort()).toEqual(Object.values(keysByFile(english)).flat().sort());
  });

  it('use the same values and tags in every message', () => {
    for (const [key, message] of inEnglish) {
      // A language without plurals may say the number without `plural`, but never leave a value out that English needs.
      expect
        .soft(names(inJapanese.get(key) ?? ''), key)
        .toEqual(names(message.replace(/(\bone|\bother|\bbehind|=\d+)\s*\{[^{}]*\}/g, '')));
    }
  });

  it('say nothing empty', () => {
    for (const [key, message] of [...inEnglish, ...inJapanese]) expect.soft(message.trim(), key).not.toBe('');
  });
});

describe('the words of one more service', () => {
  it('come on top of the catalogue', () => {
    const more = { need: { 'queue-Receive': 'It takes messages.' }, kind: { queue: { name: 'Queue' } } };
    const merged = mergeWords(catalogues.en, more);
    expect(merged.kind.queue.name).toBe('Queue');
    expect(merged.kind.kinesis).toEqual(catalogues.en.kind.kinesis);
    expect(catalogues.en.need).not.toHaveProperty('queue-Receive');
  });

  it.each<[string, Words]>([
    ['a sentence that is there already', { ui: { copy: 'Copy it' } }],
    ['a sentence where there are more words', { ui: 'All of it' }],
    ['more words where there is a sentence', { ui: { copy: { it: 'Copy it' } } }],
  ])('may not say %s', (_, more) => {
    expect(() => mergeWords(catalogues.en, more)).toThrow(/^ui(\.copy)? is said twice$/);
  });
});

describe('the language a browser asks for', () => {
  it.each([
    [null, 'en'],
    ['ja', 'ja'],
    ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
    ['en-GB,en;q=0.9,ja;q=0.8', 'en'],
    ['fr,ja;q=0.5,en;q=0.4', 'ja'],
    ['en;q=0.2, ja;q=0.8', 'ja'],
    ['ja;q=0, de', 'en'],
    ['*', 'en'],
  ])('%s gives %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});
