import { describe, expect, it } from 'vitest';
import { listsOf, readersOf } from '@/components/board/listed';
import { aReader } from '@/lib/trial/fixture/staged-inventory';
import { outside } from '@/lib/trial/parcel/outside';
import type { Kind } from '@/lib/wiring/kind/kind';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import type { Grant, Verdict } from '@/lib/wiring/need';
import { product } from '@/lib/wiring/product';
import { productControls } from './controls';
import { drawings, questions } from './drawings';
import { partDrawings } from './part-drawings';
import { kindOf, questionsOf } from './rooms';

describe('what is listed for a bank', () => {
  it('is what the kinds have there, and what only joins beside it', () => {
    expect(listsOf(product, 'producer')).toEqual({ ends: ['kinesis-stream', 'dynamodb-table'], beside: [] });
    expect(listsOf(product, 'consumer')).toEqual({ ends: ['lambda-function'], beside: ['event-source-mapping'] });
  });
});

describe('things that stand on neither bank', () => {
  const thing = { ...aReader('queue'), is: 'parcel-queue' };
  const inventory = { sources: [], functions: [], mappings: [], things: [thing], wires: [], reads: [] };

  it('are drawn once a kind reads with them', () => {
    const reading: Kind = { ...kinesis, reader: 'parcel-queue' };
    expect(readersOf(product, inventory)).toEqual([]);
    expect(readersOf({ kinds: [reading] }, inventory)).toEqual([thing]);
  });
});

describe('the questions of a kind', () => {
  const asked = (id: string, step?: 'source' | 'settings') =>
    questionsOf({ questions }, kindOf(product, id), step).map(({ name }) => name);

  it('come in its order, each at its step', () => {
    expect(asked('kinesis')).toEqual(['roleGrant', 'keyGrant']);
    expect(asked('kinesis-fanout', 'source')).toEqual(['consumerName']);
    expect(asked('kinesis-fanout', 'settings')).toEqual(['roleGrant', 'keyGrant']);
  });

  it('have a control each', () => {
    expect(Object.keys(productControls.controls).sort()).toEqual(Object.keys(questions).sort());
    expect(() => questionsOf({ questions }, { asks: outside(['postage']) })).toThrow('postage');
  });

  it.each<[due: boolean, Grant['place'], Verdict['state']]>([
    [true, 'key-policy', 'missing'],
    [false, 'key-policy', 'met'],
    [false, 'resource-policy', 'missing'],
  ])('ask how a key is opened (%s) where a right in the %s is %s', (due, place, state) => {
    const verdict = { need: { demand: { type: 'grant', place } }, state } as Verdict;
    expect(questions.keyGrant.due?.([])).toBe(false);
    expect(questions.keyGrant.due?.([verdict])).toBe(due);
  });
});

describe('the drawings of the product', () => {
  it('are of every resource, and of nothing else', () => {
    const resources = Object.keys(product.resources).sort();
    expect([Object.keys(drawings).sort(), Object.keys(partDrawings).sort()]).toEqual([resources, resources]);
  });
});
