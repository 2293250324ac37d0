import { describe, expect, it } from 'vitest';
import { arnReading } from '../resource/arn-reading';
import { resources } from '../resource/resources';
import { type Call, calls } from './calls';
import { locksOf, locksOfAll } from './locks';

const arns = arnReading(resources);

const stream = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';
const reader = 'arn:aws:lambda:us-east-1:888800008888:function:reader';
const key = 'arn:aws:kms:us-east-1:999900009999:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const place = { connectionId: 'c', accountId: '888800008888', region: 'us-east-1' };
const of = (call: Call, accountId = place.accountId) => locksOf(calls, arns, { call, place: { ...place, accountId } });

const policyOn = (resourceArn: string): Call => ({
  call: 'kinesis:PutResourcePolicy',
  resourceArn,
  policy: '{}',
  expected: null,
});

describe('two changes share a name', () => {
  it('when one writes a policy that the other deletes', () => {
    expect(of(policyOn(stream))).toEqual(
      of({ call: 'kinesis:DeleteResourcePolicy', resourceArn: stream, expected: '{}' }),
    );
  });

  it('when one registers the consumer whose policy the other writes, whatever its epoch', () => {
    const registered = of({ call: 'kinesis:RegisterStreamConsumer', streamArn: stream, consumerName: 'efo' });
    expect(of(policyOn(`${stream}/consumer/efo:1706616477`))).toEqual(registered);
    expect(of(policyOn(`${stream}/consumer/efo:{epoch}`))).toEqual(registered);
    expect(of(policyOn(`${stream}/consumer/other:1`))).not.toEqual(registered);
    expect(of(policyOn(stream))).not.toEqual(registered);
  });

  it('when both change one key, by its policy or by a grant', () => {
    const grant = {
      name: 'g',
      granteePrincipal: 'arn:aws:iam::888800008888:role/r',
      operations: ['Decrypt'],
      encryptionContext: {},
    };
    const policy = of({ call: 'kms:PutKeyPolicy', keyArn: key, policy: '{}', expected: '{}' });
    expect(policy).toEqual([key]);
    expect(of({ call: 'kms:CreateGrant', keyArn: key, grant })).toEqual(policy);
    expect(of({ call: 'kms:RevokeGrant', keyArn: key, grant: { ...grant, id: '1' } })).toEqual(policy);
  });

  it('when both change one role, but not roles of one name in two accounts', () => {
    const attach: Call = { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'arn:aws:iam::aws:policy/x' };
    const inline: Call = { call: 'iam:DeleteRolePolicy', roleName: 'r', policyName: 'p', expected: '{}' };
    expect(of(attach)).toEqual(of(inline));
    expect(of(attach)).not.toEqual(of(attach, '999900009999'));
  });

  it('when one makes a mapping between the same two ends as the other takes away', () => {
    const settings = {} as Extract<Call, { call: 'lambda:CreateEventSourceMapping' }>['settings'];
    const made = of({
      call: 'lambda:CreateEventSourceMapping',
      sourceArn: stream,
      functionArn: reader,
      settings,
    });
    const gone = of({
      call: 'lambda:DeleteEventSourceMapping',
      uuid: 'u',
      sourceArn: stream,
      functionArn: reader,
      settings,
    });
    expect(gone).toEqual(expect.arrayContaining(made));
    const updated: Call = {
      call: 'lambda:UpdateEventSourceMapping',
      uuid: 'u',
      functionArn: reader,
      settings,
      previous: settings,
    };
    expect(gone).toEqual(expect.arrayContaining(of(updated)));
  });
});

it('names everything once and in one order', () => {
  const changes = [policyOn(stream), policyOn(`${stream}/consumer/b:1`), policyOn(stream)].map((call) => ({
    call,
    place,
  }));
  const locks = locksOfAll(calls, arns, changes);
  expect(locks).toEqual(locksOfAll(calls, arns, changes.toReversed()));
  expect(locks).toHaveLength(2);
});
