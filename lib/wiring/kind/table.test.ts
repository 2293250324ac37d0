import { describe, expect, it } from 'vitest';
import {
  callIn,
  callsOf,
  description,
  judgedAs,
  managedRole,
  mapping,
  oldStreamArn,
  otherMapping,
  planOf,
  policyOf,
  roleArn,
  type Staged,
  sharedBy,
  statementsIn,
  streamOn,
  table,
  tableArn,
  theirs,
  underKey,
  wireId,
} from '@/lib/trial/fixture/orders-table';
import { absent, customerKey, known, refusedRead } from '@/lib/trial/fixture/seed-wire';

describe('the key of a table', () => {
  it('that AWS owns needs nothing', () => {
    expect(judgedAs({}, 'readable-encryption')).toEqual(['met', 'table-aws-owned-key']);
  });

  it('that AWS manages stops the plan early', () => {
    const staged = { table: underKey({ manager: 'AWS' }) };
    expect(judgedAs(staged, 'readable-encryption')).toEqual(['denied', 'table-aws-managed-key']);
    expect(planOf(staged).blocked).toBe(true);
  });

  it('of one’s own is opened on both sides, through DynamoDB and in no other way', () => {
    const body = planOf({ table: underKey({}), role: managedRole() });
    const expected = {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } },
    };
    expect(statementsIn(callIn(body, 'iam:PutRolePolicy').policy)).toEqual([
      { ...expected, Sid: 'DecryptTable', Resource: customerKey.arn },
    ]);
    expect(statementsIn(callIn(body, 'kms:PutKeyPolicy').policy).at(-1)).toEqual({
      ...expected,
      Sid: `Tributary${wireId}Decrypt`,
      Principal: { AWS: roleArn },
      Resource: '*',
    });
  });

  it('is opened by a grant for this table alone where that was chosen, which meets both needs', () => {
    const { grant } = callIn(planOf({ table: underKey({}), chosen: { keyGrant: 'grant' } }), 'kms:CreateGrant');
    expect(grant).toMatchObject({
      operations: ['Decrypt', 'DescribeKey'],
      encryptionContext: { 'aws:dynamodb:tableName': 'Orders', 'aws:dynamodb:subscriberId': '999900009999' },
    });
    const granted = { table: underKey({ grants: known([{ ...grant, id: 'g' }]) }) };
    for (const action of grant.operations) {
      expect(judgedAs(granted, `producer:key-policy:kms:${action}`)).toEqual(['met', 'granted-by-grant']);
    }
  });

  it.each([
    ['is disabled', { state: 'Disabled' }, 'key-disabled'],
    ['is going to be deleted', { state: 'PendingDeletion' }, 'key-pending-deletion'],
  ])('that %s is named', (_, key, code) => {
    expect(judgedAs({ table: underKey(key) }, 'readable-encryption')).toEqual(['missing', code]);
  });

  it('that is gone is named', () => {
    expect(judgedAs({ table: underKey({}, { key: absent }) }, 'readable-encryption')).toEqual(['missing', 'key-gone']);
  });

  it('that could not be read is unknown', () => {
    const unread = underKey({}, { key: refusedRead('kms:DescribeKey') });
    expect(judgedAs({ table: unread }, 'readable-encryption')).toEqual(['unknown', 'read-refused']);
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
  const replicated = streamOn({}, { description: known(description({ replicas: 1 })) });

  it.each([
    [0, false, 'met'],
    [1, false, 'met'],
    [2, false, 'denied'],
    [0, true, 'met'],
    [1, true, 'denied'],
  ] as const)('beside %i others of a table that is global: %s, one more is %s', (count, isGlobal, state) => {
    const staged = beside(count, isGlobal ? { table: replicated } : {});
    expect(judgedAs(staged, 'stream-has-room')?.[0]).toBe(state);
    expect(planOf(staged).blocked).toBe(state === 'denied');
  });

  it('on a stream of before do not count', () => {
    const old = otherMapping('old', { sourceArn: oldStreamArn });
    const wires = [...otherMapping('one'), ...old];
    expect(judgedAs({ others: known({ wires, unseen: [] }) }, 'stream-has-room')).toEqual(['met', 'readers-free']);
  });

  it('that are paused do not count', () => {
    const wires = [...otherMapping('one'), ...otherMapping('two', { state: 'Disabled' })];
    expect(judgedAs({ others: known({ wires, unseen: [] }) }, 'stream-has-room')).toEqual(['met', 'readers-free']);
  });

  it.each([
    ['reads', policyOf(sharedBy('Theirs', { Principal: { AWS: '111122223333' } })), 'unknown'],
    ['only describes', policyOf(theirs), 'met'],
    ['is gone', policyOf(sharedBy('Theirs', { Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } })), 'met'],
    ['cannot be told', '{', 'unknown'],
  ] as const)('of a third account are not looked for: where one that is let in %s', (_, policy, state) => {
    expect(judgedAs({ table: streamOn({ policy: known(policy) }) }, 'stream-has-room')?.[0]).toBe(state);
    const full = beside(2, { table: streamOn({ policy: known(policy) }) });
    expect(judgedAs(full, 'stream-has-room')).toEqual(['denied', 'readers-full']);
  });

  it('that could not be looked for leave it open', () => {
    expect(judgedAs({ others: refusedRead('lambda:ListEventSourceMappings') }, 'stream-has-room')?.[0]).toBe('unknown');
  });
});

describe('a table', () => {
  it('that is being deleted stops the plan', () => {
    const staged = { table: streamOn({}, { description: known(description({ status: 'DELETING' })) }) };
    expect(judgedAs(staged, 'table-active')).toEqual(['missing', 'table-not-active']);
    expect(planOf(staged).blocked).toBe(true);
  });

  it('that is being changed does not', () => {
    const staged = { table: streamOn({}, { description: known(description({ status: 'UPDATING' })) }) };
    expect(judgedAs(staged, 'table-active')).toEqual(['met', 'table-status']);
  });

  it('that is global in the first way cannot be shared', () => {
    const first = streamOn({}, { description: known(description({ globalVersion: '2017.11.29' })) });
    expect(judgedAs({ table: first }, 'takes-policies')).toEqual(['denied', 'table-first-global']);
    expect(planOf({ table: first }).blocked).toBe(true);
    const present = streamOn({}, { description: known(description({ globalVersion: '2019.11.21' })) });
    expect(judgedAs({ table: present }, 'takes-policies')).toEqual(['met', 'table-takes-policies']);
  });

  it('that may not be described leaves everything that rests on it unknown', () => {
    const unread = refusedRead('dynamodb:DescribeTable');
    const staged = { table: known(table({ description: unread, stream: unread, key: unread })) };
    const needs = ['table-active', 'takes-policies', 'stream-on', 'readable-encryption', 'stream-has-room'];
    for (const id of [...needs, 'mapping-on-stream']) {
      expect(judgedAs({ ...staged, mapping: known(mapping()) }, id)).toEqual(['unknown', 'read-refused']);
    }
    expect(callsOf(planOf(staged))).not.toContain('dynamodb:UpdateTable');
  });

  it('of another Region is refused', () => {
    expect(judgedAs({ chosen: { source: tableArn.replace('us-east-1', 'eu-west-1') } }, 'same-region')?.[0]).toBe(
      'denied',
    );
  });
});
