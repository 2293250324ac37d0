import { expect, test, vi } from 'vitest';
import { parsePolicy } from './document';
import { statementsOf } from './statement-match';
import { rememberedByText } from './text-cache';

const text = (id: string) => `{"Version":"2012-10-17","Id":"${id}","Statement":{"Effect":"Allow","Action":"*"}}`;

function documentOf(id: string) {
  const parsed = parsePolicy(text(id));
  if (!parsed.ok) throw new Error(parsed.problem.key);
  return parsed.document;
}

test('the same text is the same document, parsed once', () => {
  expect(documentOf('one')).toBe(documentOf('one'));
  expect(documentOf('one')).not.toBe(documentOf('two'));
  expect(parsePolicy('{')).toBe(parsePolicy('{'));
});

test('a statement is compiled once, whichever documents it stands in', () => {
  const document = documentOf('one');
  const [compiled] = statementsOf(document);
  expect(statementsOf({ ...document, statements: [...document.statements] })[0]).toBe(compiled);
  expect(statementsOf({ ...document, version: '2008-10-17' })[0]).not.toBe(compiled);
});

test('what was not asked for longest goes first when there is too much', () => {
  const make = vi.fn((one: string) => one.toUpperCase());
  const remembered = rememberedByText(5, make);
  for (const one of ['ab', 'cd', 'ab', 'ef', 'ab', 'cd']) expect(remembered(one)).toBe(one.toUpperCase());
  expect(make.mock.calls.flat()).toEqual(['ab', 'cd', 'ef', 'cd']);
});

test('a text that is too long is made anew and drives nothing out', () => {
  const make = vi.fn((one: string) => one.length);
  const remembered = rememberedByText(5, make);
  for (const one of ['ab', 'abcdef', 'abcdef', 'ab']) expect(remembered(one)).toBe(one.length);
  expect(make.mock.calls.flat()).toEqual(['ab', 'abcdef', 'abcdef']);
});
