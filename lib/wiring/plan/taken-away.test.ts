import { describe, expect, it, test } from 'vitest';
import * as orders from '@/lib/trial/fixture/orders-table';
import { planRemoval, planWire } from '@/lib/trial/fixture/seed-view';
import { consolePolicy, ends, evidence, known, mapping, source } from '@/lib/trial/fixture/seed-wire';
import { calls } from '../call/calls';
import { kinesis } from '../kind/kinesis';
import { defaultSettings } from '../setting/settings';
import type { PlanBody } from './plan-wire';
import { takenAway } from './taken-away';

const wireId = 'abcdef012345';
const side = (accountId: string) => ({
  connectionId: accountId,
  accountId,
  region: 'us-east-1',
  name: accountId,
  mayChange: true,
});
const seed = { kind: kinesis, wireId, ends, producer: side('999900009999'), consumer: side('888800008888') };
const dead = 'AROAEXAMPLEEXAMPLE009';
const [fromConsole] = JSON.parse(consolePolicy).Statement;
const named = (Sid: string, AWS: string | string[]) => ({ ...fromConsole, Sid, Principal: { AWS } });
const policyOf = (...Statement: object[]) => known(JSON.stringify({ Version: '2012-10-17', Statement }));
const ours = named(`Tributary${wireId}Read`, ends.roleArn);

const wired = (...statements: object[]): PlanBody =>
  planWire({
    ...seed,
    evidence: evidence({ source: known(source({ policy: policyOf(...statements) })) }),
    settings: defaultSettings,
    roleGrant: 'managed',
    keyGrant: 'policy',
  });

const removed = (...statements: object[]): PlanBody =>
  planRemoval({
    ...seed,
    evidence: evidence({ mapping: known(mapping()), source: known(source({ policy: policyOf(...statements) })) }),
    attachedByUs: [],
    registeredByUs: [],
    wiresOfRole: [],
    otherReaders: { ofRole: 0, ofSource: 0, ofConsumer: 0 },
  });

const table = (...statements: object[]) => orders.streamOn({ policy: known(orders.policyOf(...statements)) });
const theirDead = orders.sharedBy('Theirs', { Principal: { AWS: dead } });

type Row = [what: string, body: PlanBody, changes: number, statements: number, forGood: number, kept: number];

const rows: Row[] = [
  ['wiring beside a statement of others', wired(fromConsole), 0, 0, 0, 1],
  ['wiring beside one for a role that is gone', wired(fromConsole, named('Theirs', dead)), 1, 1, 1, 1],
  ['wiring beside one for such a role and a living one', wired(named('Theirs', [ends.roleArn, dead])), 1, 0, 1, 0],
  [
    'wiring where our own statement named the role as it was',
    wired(fromConsole, { ...ours, Principal: { AWS: dead } }),
    1,
    0,
    1,
    1,
  ],
  ['removing', removed(fromConsole, ours), 2, 1, 0, 1],
  ['removing beside one for a role that is gone', removed(fromConsole, ours, named('Theirs', dead)), 2, 2, 1, 1],
  [
    'removing beside one for such a role and a living one',
    removed(ours, named('Theirs', ['111122223333', dead])),
    2,
    1,
    1,
    0,
  ],
  ['wiring a table', orders.planOf({ table: table(orders.theirs) }), 0, 0, 0, 1],
  [
    'wiring a table beside one for a role that is gone',
    orders.planOf({ table: table(orders.theirs, theirDead) }),
    1,
    1,
    1,
    1,
  ],
  [
    'removing a table’s wire beside one for a role that is gone',
    orders.removalOf({ ...orders.whole, table: table(orders.theirs, theirDead, ...orders.statementsIn(orders.ours)) }),
    2,
    2,
    1,
    1,
  ],
];

const countOf = ({ keeps }: PlanBody) => keeps.map(({ values }) => values?.count).find((count) => count !== undefined);

describe('what a plan takes away', () => {
  test.each(rows)('%s', (_, body, changes, statements, forGood, kept) => {
    expect(takenAway(calls, body.changes)).toEqual({ changes, statements, forGood });
    expect(countOf(body) ?? 0).toBe(kept);
    expect(body.changes.some(({ notes = [] }) => notes.some(({ key }) => key === 'note.dead-principals'))).toBe(
      forGood > 0,
    );
  });

  it('that reads what is gone cannot be made again', () => {
    const { call } = removed(ours).changes[0] ?? {};
    if (call?.call !== 'lambda:DeleteEventSourceMapping') throw new Error('no mapping goes');
    const change = { glyph: 'remove' as const, call: { ...call, dead: true } };
    expect(takenAway(calls, [change])).toEqual({ changes: 1, statements: 0, forGood: 1 });
  });
});
