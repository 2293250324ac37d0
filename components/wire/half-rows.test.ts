import { expect, test } from 'vitest';
import { judged } from '@/lib/wiring/judge/judgement';
import type { Need, Verdict, VerdictState } from '@/lib/wiring/need';
import { halfRows } from './half-rows';

function verdict(
  side: 'producer' | 'consumer',
  row: string,
  state: VerdictState,
  weight: 'required' | 'advised' = 'required',
): Verdict {
  const need: Need = {
    id: `${side}:${row}`,
    side,
    row,
    weight,
    why: { key: 'need.kinesis-GetRecords' },
    source: 'domain',
    demand: {
      type: 'grant',
      place: 'resource-policy',
      principal: 'r',
      action: row,
      resource: 's',
      in: { part: 'source', slot: 'resource' },
      of: 'source',
    },
  };
  return { need, ...judged(state, 'no-policy') };
}

test('a row in which one half lacks the grant disagrees, whatever the other half says', () => {
  const rows = halfRows([
    verdict('producer', 'kinesis:DescribeStream', 'missing'),
    verdict('producer', 'kinesis:GetRecords', 'met'),
    verdict('consumer', 'kinesis:DescribeStream', 'met'),
    verdict('consumer', 'kinesis:GetRecords', 'met'),
  ]);
  expect(rows.map(({ row, state }) => [row, state])).toEqual([
    ['kinesis:DescribeStream', 'missing'],
    ['kinesis:GetRecords', 'met'],
  ]);
});

test('what is not known is never counted as agreeing', () => {
  const [row] = halfRows([verdict('producer', 'a', 'met'), verdict('consumer', 'a', 'unknown')]);
  expect(row?.state).toBe('unknown');
});

test('a row that lacks only what is advised is told apart from one that stops the wire', () => {
  const [advised, required] = halfRows([
    verdict('consumer', 'logs', 'missing', 'advised'),
    verdict('consumer', 'read', 'missing'),
  ]);
  expect([advised?.advised, required?.advised]).toEqual([true, false]);
});
