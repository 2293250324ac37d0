import { expect, test } from 'vitest';
import { judged } from '@/lib/wiring/judge/judgement';
import type { Need, Verdict } from '@/lib/wiring/need';
import { needGroups } from './need-groups';

function missing(side: 'producer' | 'consumer', action: string, statement?: string): Verdict {
  const place = side === 'producer' ? 'resource-policy' : 'identity-policy';
  const need: Need = {
    id: `${side}:${place}:${action}`,
    side,
    row: action,
    weight: 'required',
    why: { key: 'need.kinesis-GetRecords' },
    source: 'https://docs.aws.amazon.com/',
    demand: {
      type: 'grant',
      place,
      principal: 'role',
      action,
      resource: 'stream',
      in: side === 'producer' ? { part: 'source', slot: 'resource' } : { part: 'role', slot: 'identity' },
      of: 'source',
    },
  };
  const code = statement ? 'explicit-deny' : (`not-in-${place}` as const);
  return {
    need,
    ...judged(statement ? 'denied' : 'missing', code, { action }),
    ...(statement ? { statement: { policy: 'resource-policy', sid: 'No', text: statement } } : {}),
  };
}

const read = ['kinesis:GetRecords', 'kinesis:ListShards'];

test('grants that one policy lacks stand together, each half by itself', () => {
  const groups = needGroups(
    [...read.map((action) => missing('producer', action)), ...read.map((action) => missing('consumer', action))],
    [],
  );
  expect(groups.map((group) => group.verdicts.map(({ need }) => need.row))).toEqual([read, read]);
});

test('a single missing grant stands by itself', () => {
  expect(needGroups([missing('producer', 'kinesis:DescribeStream')], [])).toHaveLength(1);
});

test('what a statement denies is shown with that statement', () => {
  const groups = needGroups(
    read.map((action) => missing('producer', action, `{"Action":"${action}"}`)),
    [],
  );
  expect(groups).toHaveLength(2);
});
