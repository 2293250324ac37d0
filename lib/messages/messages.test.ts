import { describe, expect, it } from 'vitest';
import en from './en.json';
import ja from './ja.json';
import { preferredLocale } from './locale';

type Catalogue = { [key: string]: string | Catalogue };

function flat(catalogue: Catalogue, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
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
  const english = flat(en);
  const japanese = new Map(flat(ja));

  it('have the same keys', () => {
    expect([...japanese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  it('use the same values and tags in every message', () => {
    for (const [key, message] of english) {
      // A language without plurals may say the number without `plural`, but never leave a value out that English needs.
      expect
        .soft(names(japanese.get(key) ?? ''), key)
        .toEqual(names(message.replace(/(\bone|\bother|\bbehind|=\d+)\s*\{[^{}]*\}/g, '')));
    }
  });

  it('say nothing empty', () => {
    for (const [key, message] of [...english, ...japanese]) expect.soft(message.trim(), key).not.toBe('');
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
