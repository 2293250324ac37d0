import { describe, expect, it, test } from 'vitest';
import { registryOf } from '../registry';
import { futureConsumerArn } from '../resource/kinesis-arn';
import { defaultSettings } from '../setting/settings';
import { type Call, calls, typeOf } from './calls';
import { commandFor } from './command';
import { commandScripts } from './command-script';
import { marksLeft, marksRemade } from './marks';
import { outputsIn, textWithOutputs, withOutputs } from './outputs';

const streamArn = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';
const functionArn = 'arn:aws:lambda:us-east-1:888800008888:function:indexer';
const keyArn = 'arn:aws:kms:us-east-1:999900009999:key/0a1b2c3d-1111-2222-3333-444455556666';
const [older, newer] = [`${streamArn}/consumer/efo:1600000000`, `${streamArn}/consumer/efo:1706616477`];
const roleArn = 'arn:aws:iam::888800008888:role/indexer';

const policyOf = (...sids: string[]) =>
  JSON.stringify({ Statement: sids.map((Sid) => ({ Sid, Effect: 'Allow', Action: 'kinesis:GetRecords' })) });
const changedPolicyOf = (...sids: string[]) => policyOf(...sids).replaceAll('GetRecords', 'ListShards');
const [ours, alsoOurs, theirs] = ['TributaryabcdefabcdefRead', 'TributaryabcdefabcdefDecrypt', 'Reporting'];

function step(call: Call, result: Record<string, string> | null = {}) {
  const place = { connectionId: 'c', accountId: '888800008888', region: 'us-east-1' };
  const words = {
    title: { key: 'undo.nothing' as const },
    undo: { key: 'undo.nothing' as const },
    command: '',
    answers: [],
  };
  return { change: { id: '1', side: 'consumer' as const, place, glyph: 'add' as const, call, ...words }, result };
}

const register: Call = { call: 'kinesis:RegisterStreamConsumer', streamArn, consumerName: 'efo' };
const deregister: Call = { ...register, call: 'kinesis:DeregisterStreamConsumer', consumerArn: older };
const remove: Call = {
  call: 'lambda:DeleteEventSourceMapping',
  uuid: 'u1',
  functionArn,
  sourceArn: older,
  settings: defaultSettings,
};
const put = (policy: string, expected: string | null): Call => ({
  call: 'kinesis:PutResourcePolicy',
  resourceArn: streamArn,
  policy,
  expected,
});

describe('what a call leaves', () => {
  test.each<[string, Call, string[]]>([
    ['of a policy is the statements of ours that are new', put(policyOf(theirs, ours), policyOf(theirs)), [ours]],
    ['of a policy is also what says something else now', put(changedPolicyOf(ours), policyOf(ours)), [ours]],
    ['of a policy is not what was there before', put(policyOf(ours, alsoOurs), policyOf(ours)), [alsoOurs]],
    ['of a role is the policy by its name', { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'p' }, ['p']],
    ['of what it takes away is nothing', deregister, []],
  ])('%s', (_, call, names) => {
    expect(marksLeft(calls, step(call)).map(({ name }) => name)).toEqual(names);
  });

  it('is a consumer by its planned ARN until AWS has given one', () => {
    expect(marksLeft(calls, step(register, null))).toEqual([{ on: futureConsumerArn(streamArn, 'efo'), name: 'efo' }]);
    expect(marksLeft(calls, step(register, { consumerArn: newer }))).toEqual([{ on: newer, name: 'efo' }]);
  });
});

describe('what an undo makes again', () => {
  const mapping = (uuid: string) => `arn:aws:lambda:us-east-1:888800008888:event-source-mapping:${uuid}`;

  test.each<[string, Call, Record<string, string> | null, string[]]>([
    ['is another consumer', deregister, { consumerArn: newer }, [newer]],
    ['is another mapping', remove, { recreated: 'u2' }, [mapping('u2')]],
    ['is the same where it was not gone yet', deregister, { consumerArn: older }, []],
    ['is nothing while it is away', remove, {}, []],
    ['is nothing of what is only made', register, { consumerArn: newer }, []],
  ])('%s', (_, call, result, on) => {
    expect(marksRemade(calls, step(call, result)).map((mark) => mark.on)).toEqual(on);
  });
});

describe('an output', () => {
  const grant = put('{}', null);
  const onConsumer: Call = {
    ...grant,
    call: 'kinesis:PutResourcePolicy',
    resourceArn: older,
    policy: '{}',
    expected: '',
  };

  it('of an undo goes to the changes that were on the thing of before, and not to its own', () => {
    const taken = step(deregister, { consumerArn: newer });
    expect(withOutputs(calls, onConsumer, [step(onConsumer), taken])).toMatchObject({ resourceArn: newer });
    expect(withOutputs(calls, deregister, [taken])).toEqual(deregister);
  });

  const planned = futureConsumerArn(streamArn, 'efo');

  it('is seen in a call with all that a shell variable holds of it', () => {
    const toCome = { ...onConsumer, resourceArn: planned, policy: JSON.stringify({ Resource: planned }) };
    expect(outputsIn(calls, toCome)).toMatchObject([{ text: planned }]);
    expect(outputsIn(calls, put('{"Resource": "arn:aws:s3:::{bucket}"}', null))).toEqual([]);
  });

  const table = 'arn:aws:dynamodb:us-east-1:999900009999:table/Orders';
  const [label, labelled] = [`${table}/stream/{label}`, `${table}/stream/2026-02-09T05:02:00.123`];
  const tableStream = step(
    { call: 'dynamodb:UpdateTable', tableArn: table, viewType: 'KEYS_ONLY' },
    { streamArn: labelled },
  );
  const saying = (text: string) => JSON.stringify({ Statement: [{ Sid: theirs, Effect: 'Deny', Resource: text }] });
  const mapped = (pattern: string): Call => ({
    call: 'lambda:CreateEventSourceMapping',
    sourceArn: streamArn,
    functionArn,
    settings: { ...defaultSettings, filters: [JSON.stringify({ data: { a: [pattern] } })] },
  });

  test.each<[string, Call]>([
    ['a statement on the stream', put(saying(planned), saying(planned))],
    ['a first statement on the stream', put(saying(planned), null)],
    ['a statement that names only the placeholder', put(saying('{epoch}'), '{}')],
    ['a statement that names the shell variable', put(saying('$CONSUMER_ARN'), '{}')],
    ['a statement on a key', { call: 'kms:PutKeyPolicy', keyArn, policy: saying(planned), expected: saying(label) }],
    [
      'a statement on a table’s stream that is there',
      {
        call: 'dynamodb:PutResourcePolicy',
        streamArn: `${labelled}9`,
        policy: saying(label),
        expected: '{}',
        revision: null,
      },
    ],
    ['a filter', mapped(planned)],
    ['an ARN of another service', { ...(mapped('') as object), sourceArn: 'arn:aws:sqs:us-east-1:1:{epoch}' } as Call],
  ])('is not spelled by %s', (_, call) => {
    const steps = [step(register, { consumerArn: newer }), tableStream, step(deregister, { consumerArn: newer })];
    expect(outputsIn(calls, call)).toEqual([]);
    expect(withOutputs(calls, call, steps)).toEqual(call);
    expect(textWithOutputs(calls, call, saying(planned), steps)).toBe(saying(planned));
    const command = commandFor(calls, call, { region: 'us-east-1' });
    expect(command).not.toMatch(/[' ]"\$(CONSUMER|STREAM)_ARN"/);
    const place = { connectionId: 'c', accountId: '888800008888', region: 'us-east-1' };
    const { change } = step(call);
    expect(commandScripts(calls, [{ ...change, place, command }])[0]?.commands).toBe(command);
  });
});

describe('as a template', () => {
  const create: Call = {
    call: 'lambda:CreateEventSourceMapping',
    sourceArn: streamArn,
    functionArn,
    settings: {
      ...defaultSettings,
      startingPosition: 'AT_TIMESTAMP',
      startingPositionTimestamp: '2026-02-09T05:02:00Z',
    },
  };
  const templateOf = (call: Call) => typeOf(calls, call).template(call);

  it('a mapping has its options, and a moment in seconds', () => {
    expect(templateOf(create)).toMatchObject({
      type: 'AWS::Lambda::EventSourceMapping',
      properties: { EventSourceArn: streamArn, BatchSize: 100, StartingPositionTimestamp: 1_770_613_320 },
    });
  });

  it('a policy is one while nobody else has written it', () => {
    expect(templateOf(put(policyOf(ours), null))).toMatchObject({ type: 'AWS::Kinesis::ResourcePolicy' });
    expect(templateOf(put(policyOf(theirs, ours), policyOf(theirs)))).toEqual({ none: 'shared-policy' });
  });

  test.each<[Call, string]>([
    [{ call: 'kms:PutKeyPolicy', keyArn, policy: '{}', expected: '{}' }, 'shared-policy'],
    [{ call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'p' }, 'no-type'],
    [{ call: 'iam:PutRolePolicy', roleName: 'r', policyName: 'p', policy: '{}', expected: '{}' }, 'exists'],
    [deregister, 'removal'],
  ])('$call has none', (call, none) => {
    expect(templateOf(call)).toEqual({ none });
  });
});

it('names what a grant on a key lets in, and what it is on', () => {
  const grant = { name: 'g', granteePrincipal: roleArn, operations: ['Decrypt'], encryptionContext: {} };
  const call: Call = { call: 'kms:CreateGrant', keyArn, grant };
  expect(marksLeft(calls, step(call))).toEqual([{ on: keyArn, slot: 'resource', name: 'g' }]);
});

it('is registered once', () => {
  expect(() => registryOf({ one: { 'kms:PutKeyPolicy': 1 }, other: { 'kms:PutKeyPolicy': 2 } })).toThrow(
    'kms:PutKeyPolicy is registered twice.',
  );
});
