import { describe, expect, it, test } from 'vitest';
import {
  callIn,
  callsOf,
  functionArn,
  judgedAs,
  managedArn,
  mapping,
  oldStreamArn,
  otherMapping,
  ours,
  planOf,
  policyOf,
  removalOf,
  role,
  type Staged,
  sharedBy,
  statementsIn,
  stream,
  streamArn,
  streamOff,
  streamOn,
  table,
  tableArn,
  theirs,
  verdictsOf,
  whole,
  wireId,
  wiresOf,
} from '@/lib/trial/fixture/orders-table';
import { absent, known, refusedRead } from '@/lib/trial/fixture/seed-wire';
import { wireIdOf } from '../discover/wire-id';
import type { PlanBody } from '../plan/plan-wire';
import { resources } from '../resource/resources';
import { dynamodb } from './dynamodb';

describe('a table without a stream', () => {
  const body = planOf({ table: streamOff, chosen: { viewType: 'KEYS_ONLY' } });

  it('gets one, then a policy on it, then a mapping', () => {
    expect(callsOf(body)).toEqual([
      'iam:AttachRolePolicy',
      'dynamodb:UpdateTable',
      'dynamodb:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
    ]);
    expect(body.blocked).toBe(false);
    expect(callIn(body, 'iam:AttachRolePolicy').policyArn).toBe(managedArn);
    expect(callIn(body, 'dynamodb:UpdateTable')).toMatchObject({ tableArn, viewType: 'KEYS_ONLY' });
    expect(callIn(body, 'lambda:CreateEventSourceMapping').sourceArn).toBe(`${tableArn}/stream/{label}`);
  });

  it('is told what the view type means and what it costs', () => {
    expect(body.changes[1]?.notes).toEqual([
      { key: 'note.stream-switched-on', values: { table: 'Orders', viewType: 'KEYS_ONLY' } },
    ]);
    expect(body.costs.map(({ key }) => key)).toEqual(['cost.table-stream']);
  });

  it('lets the role do three things and never ListStreams on it', () => {
    expect(statementsIn(callIn(body, 'dynamodb:PutResourcePolicy').policy)).toEqual([
      sharedBy(`Tributary${wireId}Read`, { Resource: `${tableArn}/stream/{label}` }),
    ]);
    expect(callIn(body, 'dynamodb:PutResourcePolicy').expected).toBeNull();
  });

  it('has images before and after where nothing is said', () => {
    expect(callIn(planOf({ table: streamOff }), 'dynamodb:UpdateTable').viewType).toBe('NEW_AND_OLD_IMAGES');
  });

  it('is not read from a stream that was not read and that no change makes', () => {
    const unread = refusedRead('dynamodb:DescribeTable');
    const { blocked, checks } = planOf({ table: known(table({ description: unread, stream: unread, key: unread })) });
    expect(blocked).toBe(true);
    expect(checks.filter(({ state }) => state === 'failed').map(({ code }) => code)).toEqual(['made-before']);
    expect(planOf({ table: streamOff }).checks.map(({ code }) => code)).not.toContain('made-before');
  });

  it('is blocked while the stream that was there is being switched off', () => {
    const disabling = { table: streamOn({ status: 'DISABLING' }) };
    expect(judgedAs(disabling, 'stream-on')).toEqual(['denied', 'stream-disabling']);
    expect(planOf(disabling).blocked).toBe(true);
    expect(judgedAs({ table: streamOn({ status: 'ENABLING' }) }, 'stream-on')).toEqual(['met', 'stream-on']);
  });
});

describe('a table whose stream is on', () => {
  it('keeps it, with whatever view type it has', () => {
    const body = planOf({ table: streamOn({ viewType: 'OLD_IMAGE' }), chosen: { viewType: 'KEYS_ONLY' } });
    expect(callsOf(body)).not.toContain('dynamodb:UpdateTable');
    expect(body.keeps).toContainEqual({
      key: 'keeps.table-stream',
      values: { table: 'Orders', viewType: 'OLD_IMAGE' },
    });
  });

  it('keeps what others wrote byte for byte, and names the revision that it was read at', () => {
    const body = planOf({ table: streamOn({ policy: known(policyOf(theirs)), revision: '41' }) });
    const call = callIn(body, 'dynamodb:PutResourcePolicy');
    expect(call).toMatchObject({ expected: policyOf(theirs), revision: '41' });
    expect(call.policy).toContain(JSON.stringify(theirs, null, 2).replaceAll('\n', '\n    '));
    expect(body.keeps.map(({ key }) => key)).toContain('keeps.table-stream-statements');
    expect(body.changes.find((one) => one.call === call)?.command).toContain('--expected-revision-id 41');
  });

  it('takes a policy of 20,480 bytes, blanks included, and none of one more', () => {
    const written = (blanks: number) => {
      const spaced = policyOf(theirs).replace('{', `{${' '.repeat(blanks)}`);
      const body = planOf({ table: streamOn({ policy: known(spaced) }) });
      return [callIn(body, 'dynamodb:PutResourcePolicy').policy.length, body.blocked];
    };
    const blanks = 20_480 - Number(written(0)[0]);
    expect([written(blanks), written(blanks + 1)]).toEqual([
      [20_480, false],
      [20_481, true],
    ]);
  });

  it('gives least privilege for every stream that the table will have, and for ListStreams on everything', () => {
    const body = planOf({ chosen: { roleGrant: 'least' } });
    expect(statementsIn(callIn(body, 'iam:PutRolePolicy').policy).slice(0, 2)).toEqual([
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
  const staged: Staged = { ...whole, table: streamOn({ tablePolicy: known(onTable) }) };

  it('are named as what is wrong, whether the stream has a policy or none', () => {
    const id = 'producer:resource-policy:dynamodb:GetRecords';
    expect(judgedAs(staged, id)).toEqual(['missing', 'policy-on-table']);
    const both = streamOn({ tablePolicy: known(onTable), policy: known(policyOf(theirs)) });
    expect(judgedAs({ ...whole, table: both }, id)).toEqual(['missing', 'policy-on-table']);
    expect(judgedAs({ ...whole, table: streamOn() }, id)).toEqual(['missing', 'no-policy']);
  });

  it('stay: the policy goes on the stream', () => {
    const body = planOf(staged);
    expect(callsOf(body)).toEqual(['dynamodb:PutResourcePolicy']);
    expect(callIn(body, 'dynamodb:PutResourcePolicy').streamArn).toBe(streamArn);
    expect(body.keeps.map(({ key }) => key)).toContain('keeps.table-policy');
    expect(planOf(whole).keeps.map(({ key }) => key)).not.toContain('keeps.table-policy');
  });
});

describe('a stream that was switched off and on again', () => {
  const moved: Staged = { ...whole, table: streamOn(), mapping: known(mapping({ sourceArn: oldStreamArn })) };

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
    expect(judgedAs(moved, 'mapping-on-stream')).toEqual(['missing', 'mapping-on-old-stream']);
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
    expect(callIn(body, 'lambda:DeleteEventSourceMapping')).toMatchObject({ sourceArn: oldStreamArn, dead: true });
  });

  it('counts as one wire beside a mapping that somebody made on the new one', () => {
    const wires = wiresOf([table()], [mapping({ sourceArn: oldStreamArn }), mapping({ uuid: 'new' })]);
    expect(wires.map(({ id, mapping: one }) => [id, one?.uuid])).toEqual([[wireId, 'new']]);
  });

  it('that is off breaks the wire and is switched on by the plan', () => {
    const [wire] = wiresOf([table({ stream: absent })], [mapping()]);
    expect(wire).toMatchObject({ status: 'broken', code: 'stream-off' });
    const body = planOf({ ...whole, table: streamOff });
    expect(callsOf(body)).toEqual([
      'dynamodb:UpdateTable',
      'dynamodb:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
      'lambda:DeleteEventSourceMapping',
    ]);
  });
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
    expect(callIn(body, 'dynamodb:UpdateTable')).toMatchObject({ off: streamArn, viewType: 'NEW_AND_OLD_IMAGES' });
    expect(callIn(body, 'dynamodb:DeleteResourcePolicy')).toMatchObject({ expected: ours, revision: '7' });
    expect(callIn(body, 'lambda:DeleteEventSourceMapping').again).toBe('TRIM_HORIZON');
    expect(body.keeps.map(({ key }) => key)).toEqual(expect.arrayContaining(['keeps.table', 'keeps.function']));
  });

  it('leaves a stream that others switched on, share or read', () => {
    const foreign = removalOf(whole);
    expect(callsOf(foreign)).not.toContain('dynamodb:UpdateTable');
    expect(foreign.keeps.map(({ key }) => key)).toContain('keeps.table-stream-of-others');
    const shared = streamOn({ policy: known(policyOf(theirs, JSON.parse(ours).Statement[0])) });
    const beside = removalOf({ ...whole, table: shared, ours: made });
    expect(callsOf(beside)).toEqual(['lambda:DeleteEventSourceMapping', 'dynamodb:PutResourcePolicy']);
    expect(statementsIn(callIn(beside, 'dynamodb:PutResourcePolicy').policy)).toEqual([theirs]);
    expect(beside.keeps.map(({ key }) => key)).toContain('keeps.table-stream-in-use');
    const read = removalOf({ ...whole, ours: made, others: known({ wires: otherMapping('one'), unseen: [] }) });
    expect(callsOf(read)).not.toContain('dynamodb:UpdateTable');
  });

  it('says what stays, and that a key which could not be told may be one of ours', () => {
    const keys = (staged: Staged) => removalOf(staged).keeps.map(({ key }) => key);
    expect(keys({ ...whole, table: absent })).not.toContain('keeps.table');
    expect(keys(whole)).not.toContain('keeps.table-key-unseen');
    const unread = refusedRead('dynamodb:DescribeTable');
    const unseen = known(table({ description: unread, stream: unread, key: unread }));
    expect(keys({ ...whole, table: unseen })).toEqual(
      expect.arrayContaining(['keeps.table', 'keeps.table-key-unseen']),
    );
  });

  it('says what ends with what it takes: the reading, and the stream only where that is switched off', () => {
    const notes = (body: PlanBody) => body.changes.flatMap((change) => change.notes?.map(({ key }) => key) ?? []);
    expect(notes(removalOf({ ...whole, ours: made }))).toEqual(['note.mapping-gone', 'note.stream-switched-off']);
    expect(notes(removalOf(whole))).toEqual(['note.mapping-gone']);
    expect(notes(removalOf({ ...whole, mapping: absent }))).toEqual([]);
  });

  it('undone makes a mapping that reads everything that is kept, and says so', () => {
    expect(removalOf(whole).changes[0]?.undo.key).toBe('undo.lambda-DeleteEventSourceMapping-from-the-oldest.remove');
  });
});
