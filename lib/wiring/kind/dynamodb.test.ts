import { createTranslator } from 'next-intl';
import { describe, expect, it, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import {
  description,
  functionArn,
  managedArn,
  managedRole,
  mapping,
  oldStreamArn,
  otherMapping,
  planOf,
  policyOf,
  removalOf,
  role,
  roleArn,
  type Staged,
  sharedBy,
  stream,
  streamArn,
  table,
  tableArn,
  verdictsOf,
  wireId,
  wiresOf,
} from '@/lib/trial/fixture/orders-table';
import { absent, customerKey, known, refusedRead } from '@/lib/trial/fixture/seed-wire';
import { sentencesOf } from '@/lib/trial/fixture/sentences';
import type { Call } from '../call/calls';
import { wireIdOf } from '../discover/wire-id';
import type { PlanBody } from '../plan/plan-wire';
import type { Table, TableStream } from '../resource/dynamodb';
import type { Key } from '../resource/kms';
import { resources } from '../resource/resources';
import { dynamodb } from './dynamodb';

const callsOf = (body: PlanBody) => body.changes.map(({ call }) => call.call);
const callOf = <Name extends Call['call']>(body: PlanBody, name: Name) =>
  body.changes.find(({ call }) => call.call === name)?.call as Extract<Call, { call: Name }>;
const statementsIn = (policy = '{"Statement":[]}') => JSON.parse(policy).Statement;
const of = (staged: Staged, id: string) => {
  const verdict = verdictsOf(staged).find(({ need }) => need.id === id);
  return verdict && [verdict.state, verdict.code];
};

const off = known(table({ stream: absent }));
const on = (over: Partial<TableStream> = {}, more: Partial<Table> = {}) =>
  known(table({ stream: known(stream(over)), ...more }));
const ours = policyOf(sharedBy(`Tributary${wireId}Read`));
const theirs = {
  Sid: 'Theirs',
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: 'dynamodb:DescribeStream',
  Resource: streamArn,
};
const whole: Staged = {
  table: on({ policy: known(ours), revision: '7' }),
  role: managedRole(),
  mapping: known(mapping()),
};

describe('a table without a stream', () => {
  const body = planOf({ table: off, chosen: { viewType: 'KEYS_ONLY' } });

  it('gets one, then a policy on it, then a mapping', () => {
    expect(callsOf(body)).toEqual([
      'iam:AttachRolePolicy',
      'dynamodb:UpdateTable',
      'dynamodb:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
    ]);
    expect(body.blocked).toBe(false);
    expect(callOf(body, 'iam:AttachRolePolicy').policyArn).toBe(managedArn);
    expect(callOf(body, 'dynamodb:UpdateTable')).toMatchObject({ tableArn, viewType: 'KEYS_ONLY' });
    expect(callOf(body, 'lambda:CreateEventSourceMapping').sourceArn).toBe(`${tableArn}/stream/{label}`);
  });

  it('is told what the view type means and what it costs', () => {
    expect(body.changes[1]?.notes).toEqual([
      { key: 'note.stream-switched-on', values: { table: 'Orders', viewType: 'KEYS_ONLY' } },
    ]);
    expect(body.costs.map(({ key }) => key)).toEqual(['cost.table-stream']);
  });

  it('lets the role do three things and never ListStreams on it', () => {
    expect(statementsIn(callOf(body, 'dynamodb:PutResourcePolicy').policy)).toEqual([
      sharedBy(`Tributary${wireId}Read`, { Resource: `${tableArn}/stream/{label}` }),
    ]);
    expect(callOf(body, 'dynamodb:PutResourcePolicy').expected).toBeNull();
  });

  it('has images before and after where nothing is said', () => {
    expect(callOf(planOf({ table: off }), 'dynamodb:UpdateTable').viewType).toBe('NEW_AND_OLD_IMAGES');
  });

  it('is blocked while the stream that was there is being switched off', () => {
    const disabling = { table: on({ status: 'DISABLING' }) };
    expect(of(disabling, 'stream-on')).toEqual(['denied', 'stream-disabling']);
    expect(planOf(disabling).blocked).toBe(true);
    expect(of({ table: on({ status: 'ENABLING' }) }, 'stream-on')).toEqual(['met', 'stream-on']);
  });
});

describe('a table whose stream is on', () => {
  it('keeps it, with whatever view type it has', () => {
    const body = planOf({ table: on({ viewType: 'OLD_IMAGE' }), chosen: { viewType: 'KEYS_ONLY' } });
    expect(callsOf(body)).not.toContain('dynamodb:UpdateTable');
    expect(body.keeps).toContainEqual({
      key: 'keeps.table-stream',
      values: { table: 'Orders', viewType: 'OLD_IMAGE' },
    });
  });

  it('keeps what others wrote byte for byte, and names the revision that it was read at', () => {
    const body = planOf({ table: on({ policy: known(policyOf(theirs)), revision: '41' }) });
    const call = callOf(body, 'dynamodb:PutResourcePolicy');
    expect(call).toMatchObject({ expected: policyOf(theirs), revision: '41' });
    expect(call.policy).toContain(JSON.stringify(theirs, null, 2).replaceAll('\n', '\n    '));
    expect(body.keeps.map(({ key }) => key)).toContain('keeps.table-stream-statements');
    expect(body.changes.find((one) => one.call === call)?.command).toContain('--expected-revision-id 41');
  });

  it('gives least privilege for every stream that the table will have, and for ListStreams on everything', () => {
    const body = planOf({ chosen: { roleGrant: 'least' } });
    expect(statementsIn(callOf(body, 'iam:PutRolePolicy').policy).slice(0, 2)).toEqual([
      {
        Sid: 'ReadTableStream',
        Effect: 'Allow',
        Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        Resource: `${tableArn}/stream/*`,
      },
      { Sid: 'ListHasNoResource', Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
    ]);
  });

  it('has nothing to do once all is there', () => {
    expect(verdictsOf(whole).filter(({ state }) => state !== 'met')).toEqual([]);
    expect(callsOf(planOf(whole))).toEqual([]);
  });

  it('finds a role that lacks ListStreams', () => {
    const listed = policyOf({
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      Resource: `${tableArn}/stream/*`,
    });
    const lacking: Staged = {
      ...whole,
      role: role({ inline: known([{ name: 'own', arn: null, document: known(listed) }]) }),
    };
    const missing = verdictsOf(lacking).filter(({ state, need }) => state === 'missing' && need.weight !== 'advised');
    expect(missing.map(({ need }) => need.id)).toEqual(['consumer:identity-policy:dynamodb:ListStreams']);
    expect(planOf(lacking).blocked).toBe(false);
  });
});

describe('a policy on the table that names the role', () => {
  const onTable = policyOf(sharedBy('Wrong', { Resource: tableArn }));
  const staged: Staged = { ...whole, table: on({ tablePolicy: known(onTable) }) };

  it('are named as what is wrong, whether the stream has a policy or none', () => {
    const id = 'producer:resource-policy:dynamodb:GetRecords';
    expect(of(staged, id)).toEqual(['missing', 'policy-on-table']);
    const both = on({ tablePolicy: known(onTable), policy: known(policyOf(theirs)) });
    expect(of({ ...whole, table: both }, id)).toEqual(['missing', 'policy-on-table']);
    expect(of({ ...whole, table: on() }, id)).toEqual(['missing', 'no-policy']);
  });

  it('stay: the policy goes on the stream', () => {
    const body = planOf(staged);
    expect(callsOf(body)).toEqual(['dynamodb:PutResourcePolicy']);
    expect(callOf(body, 'dynamodb:PutResourcePolicy').streamArn).toBe(streamArn);
    expect(body.keeps.map(({ key }) => key)).toContain('keeps.table-policy');
  });
});

describe('the key of a table', () => {
  const under = (key: Partial<Key>, over: Partial<Table> = {}) =>
    on(
      {},
      {
        description: known(description({ encryption: { type: 'KMS', keyId: customerKey.arn } })),
        key: known({ ...customerKey, ...key }),
        ...over,
      },
    );

  it('that AWS owns needs nothing', () => {
    expect(of({}, 'readable-encryption')).toEqual(['met', 'table-aws-owned-key']);
  });

  it('that AWS manages stops the plan early', () => {
    const staged = { table: under({ manager: 'AWS' }) };
    expect(of(staged, 'readable-encryption')).toEqual(['denied', 'table-aws-managed-key']);
    expect(planOf(staged).blocked).toBe(true);
  });

  it('of one’s own is opened on both sides, through DynamoDB and in no other way', () => {
    const body = planOf({ table: under({}), role: managedRole() });
    const expected = {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } },
    };
    expect(statementsIn(callOf(body, 'iam:PutRolePolicy').policy)).toEqual([
      { ...expected, Sid: 'DecryptTable', Resource: customerKey.arn },
    ]);
    expect(statementsIn(callOf(body, 'kms:PutKeyPolicy').policy).at(-1)).toEqual({
      ...expected,
      Sid: `Tributary${wireId}Decrypt`,
      Principal: { AWS: roleArn },
      Resource: '*',
    });
  });

  it('is opened by a grant for this table alone where that was chosen, which meets both needs', () => {
    const { grant } = callOf(planOf({ table: under({}), chosen: { keyGrant: 'grant' } }), 'kms:CreateGrant');
    expect(grant).toMatchObject({
      operations: ['Decrypt', 'DescribeKey'],
      encryptionContext: { 'aws:dynamodb:tableName': 'Orders', 'aws:dynamodb:subscriberId': '999900009999' },
    });
    const granted = { table: under({ grants: known([{ ...grant, id: 'g' }]) }) };
    for (const action of grant.operations) {
      expect(of(granted, `producer:key-policy:kms:${action}`)).toEqual(['met', 'granted-by-grant']);
    }
  });

  it.each([
    ['is disabled', { state: 'Disabled' }, 'key-disabled'],
    ['is going to be deleted', { state: 'PendingDeletion' }, 'key-pending-deletion'],
  ])('that %s is named', (_, key, code) => {
    expect(of({ table: under(key) }, 'readable-encryption')).toEqual(['missing', code]);
  });

  it('that could not be read is unknown', () => {
    const unread = under({}, { key: refusedRead('kms:DescribeKey') });
    expect(of({ table: unread }, 'readable-encryption')).toEqual(['unknown', 'read-refused']);
  });
});

describe('readers of one stream', () => {
  const beside = (count: number, over: Staged = {}): Staged => ({
    ...over,
    others: known({
      wires: Array.from({ length: count }, (_, index) => otherMapping(String(index))).flat(),
      unseen: [],
    }),
  });
  const replicated = on({}, { description: known(description({ replicas: 1 })) });

  it.each([
    [0, false, 'met'],
    [1, false, 'met'],
    [2, false, 'denied'],
    [0, true, 'met'],
    [1, true, 'denied'],
  ] as const)('beside %i others of a table that is global: %s, one more is %s', (count, isGlobal, state) => {
    const staged = beside(count, isGlobal ? { table: replicated } : {});
    expect(of(staged, 'stream-has-room')?.[0]).toBe(state);
    expect(planOf(staged).blocked).toBe(state === 'denied');
  });

  it('on a stream of before do not count', () => {
    const old = otherMapping('old', { sourceArn: oldStreamArn });
    const wires = [...otherMapping('one'), ...old];
    expect(of({ others: known({ wires, unseen: [] }) }, 'stream-has-room')).toEqual(['met', 'readers-free']);
  });

  it('that are paused do not count', () => {
    const wires = [...otherMapping('one'), ...otherMapping('two', { state: 'Disabled' })];
    expect(of({ others: known({ wires, unseen: [] }) }, 'stream-has-room')).toEqual(['met', 'readers-free']);
  });

  it.each([
    ['reads', policyOf(sharedBy('Theirs', { Principal: { AWS: '111122223333' } })), 'unknown'],
    ['only describes', policyOf(theirs), 'met'],
    ['is gone', policyOf(sharedBy('Theirs', { Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } })), 'met'],
    ['cannot be told', '{', 'unknown'],
  ] as const)('of a third account are not looked for: where one that is let in %s', (_, policy, state) => {
    expect(of({ table: on({ policy: known(policy) }) }, 'stream-has-room')?.[0]).toBe(state);
    const full = beside(2, { table: on({ policy: known(policy) }) });
    expect(of(full, 'stream-has-room')).toEqual(['denied', 'readers-full']);
  });

  it('that could not be looked for leave it open', () => {
    expect(of({ others: refusedRead('lambda:ListEventSourceMappings') }, 'stream-has-room')?.[0]).toBe('unknown');
  });
});

describe('a stream that was switched off and on again', () => {
  const moved: Staged = { ...whole, table: on(), mapping: known(mapping({ sourceArn: oldStreamArn })) };

  it('leaves the wire the same wire', () => {
    const chosen = dynamodb.choose?.({
      chosen: { source: oldStreamArn, reader: functionArn },
      is: 'dynamodb-stream',
      readerName: '',
    });
    expect(chosen).toEqual({ chosen: { source: tableArn, reader: functionArn } });
    const [before] = wiresOf([table()], [mapping()]);
    const [after] = wiresOf([table()], [mapping({ sourceArn: oldStreamArn })]);
    expect([before?.id, after?.id]).toEqual([wireId, wireId]);
    expect(wireIdOf(resources, dynamodb, { source: tableArn, reader: functionArn })).toBe(wireId);
  });

  it('is named as why it is dead', () => {
    expect(of(moved, 'mapping-on-stream')).toEqual(['missing', 'mapping-on-old-stream']);
    const [wire] = wiresOf(
      [table({ stream: known(stream({ policy: known(ours) })) })],
      [mapping({ sourceArn: oldStreamArn })],
    );
    expect(wire).toMatchObject({ status: 'broken', code: 'mapping-on-old-stream' });
  });

  it('is mended by one plan: a policy on the new one, a mapping, and the old mapping gone for good', () => {
    const body = planOf(moved);
    expect(callsOf(body)).toEqual([
      'dynamodb:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
      'lambda:DeleteEventSourceMapping',
    ]);
    expect(body.blocked).toBe(false);
    expect(callOf(body, 'lambda:DeleteEventSourceMapping')).toMatchObject({ sourceArn: oldStreamArn, dead: true });
  });

  it('counts as one wire beside a mapping that somebody made on the new one', () => {
    const wires = wiresOf([table()], [mapping({ sourceArn: oldStreamArn }), mapping({ uuid: 'new' })]);
    expect(wires.map(({ id, mapping: one }) => [id, one?.uuid])).toEqual([[wireId, 'new']]);
  });

  it('that is off breaks the wire and is switched on by the plan', () => {
    const [wire] = wiresOf([table({ stream: absent })], [mapping()]);
    expect(wire).toMatchObject({ status: 'broken', code: 'stream-off' });
    const body = planOf({ ...whole, table: off });
    expect(callsOf(body)).toEqual([
      'dynamodb:UpdateTable',
      'dynamodb:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
      'lambda:DeleteEventSourceMapping',
    ]);
  });
});

describe('a table', () => {
  it('that is being deleted stops the plan', () => {
    const staged = { table: on({}, { description: known(description({ status: 'DELETING' })) }) };
    expect(of(staged, 'table-active')).toEqual(['missing', 'table-not-active']);
    expect(planOf(staged).blocked).toBe(true);
  });

  it('that is global in the first way cannot be shared', () => {
    const first = on({}, { description: known(description({ globalVersion: '2017.11.29' })) });
    expect(of({ table: first }, 'takes-policies')).toEqual(['denied', 'table-first-global']);
    expect(planOf({ table: first }).blocked).toBe(true);
    const present = on({}, { description: known(description({ globalVersion: '2019.11.21' })) });
    expect(of({ table: present }, 'takes-policies')).toEqual(['met', 'table-takes-policies']);
  });

  it('that may not be described leaves everything that rests on it unknown', () => {
    const unread = refusedRead('dynamodb:DescribeTable');
    const staged = { table: known(table({ description: unread, stream: unread, key: unread })) };
    for (const id of ['table-active', 'stream-on', 'readable-encryption', 'stream-has-room']) {
      expect(of(staged, id)).toEqual(['unknown', 'read-refused']);
    }
    expect(callsOf(planOf(staged))).not.toContain('dynamodb:UpdateTable');
  });

  it('of another Region is refused', () => {
    expect(of({ chosen: { source: tableArn.replace('us-east-1', 'eu-west-1') } }, 'same-region')?.[0]).toBe('denied');
  });
});

test('a grant that nobody reads with is half a wire', () => {
  const shared = table({ stream: known(stream({ policy: known(policyOf(sharedBy('Read'))) })) });
  expect(wiresOf([shared], [])).toMatchObject([{ readerArn: roleArn, status: 'half', code: 'granted-unread' }]);
  expect(wiresOf([shared], [mapping()])).toHaveLength(1);
});

test('a mapping of the table’s own account is no wire', () => {
  expect(wiresOf([table()], [mapping({ accountId: '999900009999' })])).toEqual([]);
});

test('a view type that there is not is refused', () => {
  const chosen = { source: tableArn, reader: functionArn, viewType: 'EVERYTHING' };
  expect(dynamodb.choose?.({ chosen, is: 'dynamodb-table', readerName: '' })).toEqual({
    problem: 'bad-view-type',
    values: { viewType: 'EVERYTHING' },
  });
});

describe('a removal', () => {
  const made = [{ on: streamArn, name: 'Orders', accountId: '999900009999' }];

  it('takes the mapping, our statement and the stream that we switched on', () => {
    const body = removalOf({ ...whole, ours: made });
    expect(callsOf(body)).toEqual([
      'lambda:DeleteEventSourceMapping',
      'dynamodb:DeleteResourcePolicy',
      'dynamodb:UpdateTable',
    ]);
    expect(callOf(body, 'dynamodb:UpdateTable')).toMatchObject({ off: streamArn, viewType: 'NEW_AND_OLD_IMAGES' });
    expect(callOf(body, 'dynamodb:DeleteResourcePolicy')).toMatchObject({ expected: ours, revision: '7' });
    expect(callOf(body, 'lambda:DeleteEventSourceMapping').again).toBe('TRIM_HORIZON');
    expect(body.keeps.map(({ key }) => key)).toEqual(expect.arrayContaining(['keeps.table', 'keeps.function']));
  });

  it('leaves a stream that others switched on, share or read', () => {
    const foreign = removalOf(whole);
    expect(callsOf(foreign)).not.toContain('dynamodb:UpdateTable');
    expect(foreign.keeps.map(({ key }) => key)).toContain('keeps.table-stream-of-others');
    const shared = on({ policy: known(policyOf(theirs, JSON.parse(ours).Statement[0])) });
    const beside = removalOf({ ...whole, table: shared, ours: made });
    expect(callsOf(beside)).toEqual(['lambda:DeleteEventSourceMapping', 'dynamodb:PutResourcePolicy']);
    expect(statementsIn(callOf(beside, 'dynamodb:PutResourcePolicy').policy)).toEqual([theirs]);
    expect(beside.keeps.map(({ key }) => key)).toContain('keeps.table-stream-in-use');
    const read = removalOf({ ...whole, ours: made, others: known({ wires: otherMapping('one'), unseen: [] }) });
    expect(callsOf(read)).not.toContain('dynamodb:UpdateTable');
  });

  it('undone makes a mapping that reads everything that is kept, and says so', () => {
    expect(removalOf(whole).changes[0]?.undo.key).toBe('undo.lambda-DeleteEventSourceMapping-from-the-oldest.remove');
  });
});

describe('everything that is said of a table', () => {
  const under = (key: Partial<Key>) => {
    const kms = { type: 'KMS' as const, keyId: customerKey.arn };
    return on({}, { description: known(description({ encryption: kms })), key: known({ ...customerKey, ...key }) });
  };
  const full = known({ wires: [...otherMapping('one'), ...otherMapping('two')], unseen: [] });
  const unread = refusedRead('dynamodb:DescribeTable');
  const onTable = known(policyOf(sharedBy('Wrong', { Resource: tableArn })));
  const unseen = known({ wires: [], unseen: [{ accountId: '999900009999', region: 'us-east-1' }] });
  const cases: readonly [string, Staged][] = [
    ['nothing there', { table: off }],
    ['all there', whole],
    ['a stream being switched off', { table: on({ status: 'DISABLING' }) }],
    ['a stream of before', { ...whole, mapping: known(mapping({ sourceArn: oldStreamArn })) }],
    ['a stream that is off', { ...whole, table: off }],
    ['a policy on the table', { ...whole, table: on({ tablePolicy: onTable }) }],
    ['statements of others', { table: on({ policy: known(policyOf(theirs)) }) }],
    ['a policy that does not parse', { ...whole, table: on({ policy: known('{') }) }],
    ['a policy that may not be read', { ...whole, table: on({ policy: unread }) }],
    ['a key of one’s own', { table: under({}) }],
    ['AWS’s key', { table: under({ manager: 'AWS' }) }],
    ['two other readers', { ...whole, others: full }],
    ['readers that could not be seen', { ...whole, others: unseen }],
    ['a table being deleted', { table: on({}, { description: known(description({ status: 'DELETING' })) }) }],
    [
      'a table that may not be described',
      { table: known(table({ description: unread, stream: unread, key: unread })) },
    ],
    [
      'a global table of the first version',
      { table: on({}, { description: known(description({ globalVersion: '2017.11.29' })) }) },
    ],
    ['a table that is gone', { ...whole, table: absent }],
    [
      'a stream that we switched on',
      { ...whole, ours: [{ on: streamArn, name: 'Orders', accountId: '999900009999' }] },
    ],
  ];

  it.each(cases)('has words and their values, wired and removed: %s', (_, staged) => {
    for (const body of [planOf(staged), removalOf(staged)]) {
      const english = sentencesOf('en', body, verdictsOf(staged));
      expect(sentencesOf('ja', body, verdictsOf(staged))).toHaveLength(english.length);
    }
  });

  it.each(cases)('has words on the board: %s', (_, { table: source = on(), mapping: pulse = absent }) => {
    const found = source.state === 'known' ? [source.value] : [];
    const t = createTranslator({
      locale: 'en',
      messages: catalogues.en,
      onError: (error) => expect.fail(String(error)),
    });
    const wires = wiresOf(found, pulse.state === 'known' ? [pulse.value] : []);
    for (const { because } of wires) expect(t(because.key, because.values)).not.toBe('');
  });
});
