import { describe, expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import type { Calls } from '../call/calls';
import { hyphened } from '../message';
import { product } from '../product';
import type { Change } from './plan';

/** What may happen by a call, as its verb says. */
const glyphsOfVerb: readonly [RegExp, readonly Change['glyph'][]][] = [
  [/^(Create|Register|Attach)/, ['add']],
  [/^Put/, ['add', 'change']],
  // A stream of the table comes, or goes.
  [/^UpdateTable$/, ['add', 'remove']],
  [/^Update/, ['change']],
  [/^(Delete|Detach|Deregister|Revoke)/, ['remove']],
];

/** The calls that also take our statements out of a document and leave the others: those that write it whole. */
const cutting = Object.values(product.resources).flatMap(({ documents }) =>
  Object.values(documents).flatMap(
    ({ writing }) => writing?.whole?.call({ arn: '', before: '{}', after: '{}' })?.call ?? [],
  ),
);

function glyphsOf(id: string): readonly Change['glyph'][] {
  const glyphs = glyphsOfVerb.find(([verb]) => verb.test(id.split(':')[1] ?? ''))?.[1];
  if (!glyphs) throw new Error(`${id}: what does it do?`);
  return cutting.some((one) => one === id) ? [...glyphs, 'remove'] : glyphs;
}

function keysOf(calls: Calls): string[] {
  return Object.entries(calls).flatMap(([id, { forms }]) =>
    [id, ...Object.keys(forms ?? {}).map((form) => `${id} ${form}`)].flatMap((form) =>
      glyphsOf(id).flatMap((glyph) => ['change', 'undo'].map((room) => `${room}.${hyphened(form)}.${glyph}`)),
    ),
  );
}

function isSaid(words: object, key: string): boolean {
  const found = key
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], words);
  return typeof found === 'string';
}

describe('a change of a plan', () => {
  const keys = keysOf(product.calls);

  test.each(Object.entries(catalogues))(
    'has words for all that its call may do, and for the way back: %s',
    (_, words) => {
      expect(keys).toContain('change.kms-PutKeyPolicy.remove');
      expect(keys).toContain('undo.kinesis-PutResourcePolicy-on-consumer.remove');
      expect(keys.filter((key) => !isSaid(words, key))).toEqual([]);
    },
  );
});
