import { beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../clock';
import { productSetup } from '../product-setup';
import { serve } from '../served';
import { type Call, Fault } from '../service';
import { emptyWorld, type World } from '../world';
import { kinesis } from './kinesis';

const OWNER = '999900009999';
const OTHER = '888800008888';
const ARN = `arn:aws:kinesis:us-east-1:${OWNER}:stream/orders`;

let world: World;
let clock: Clock & { time: number };

beforeEach(() => {
  world = emptyWorld();
  serve(world, productSetup.services);
  for (const id of [OWNER, OTHER]) world.accounts.set(id, { id, name: id, createdAt: 0 });
  clock = {
    scale: 1,
    time: Date.UTC(2026, 0, 5, 12),
    now: () => clock.time,
    after: (seconds) => clock.time + seconds * 1000,
  };
});

function callBy(accountId: string, region = 'us-east-1'): Call {
  const arn = `arn:aws:iam::${accountId}:root`;
  const caller = { principal: { type: 'root', arn, accountId } as const, accountId, accessKeyId: 'AKIA' };
  return { caller, accountId, region, requestId: 'r', world, clock };
}

function run(operation: string, input: object, by = OWNER) {
  const found = kinesis.operations[operation];
  if (!found) throw new Error(`no operation ${operation}`);
  found.asks(input, callBy(by));
  return found.run(input, callBy(by));
}

function faultOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

function wait(seconds: number): void {
  clock.time += seconds * 1000;
}

function makeStream(input: object = { ShardCount: 1 }, StreamName = 'orders'): void {
  run('CreateStream', { StreamName, ...input });
  wait(60);
}

function put(PartitionKey: string, text = 'x', more: object = {}) {
  return run('PutRecord', { StreamName: 'orders', PartitionKey, Data: Buffer.from(text), ...more });
}

function iterator(ShardIteratorType: string, more: object = {}): string {
  const input = { StreamARN: ARN, ShardId: 'shardId-000000000000', ShardIteratorType, ...more };
  return run('GetShardIterator', input).ShardIterator;
}

function textsFrom(ShardIterator: string, more: object = {}): string[] {
  wait(1);
  const { Records } = run('GetRecords', { ShardIterator, ...more });
  return Records.map((record: { Data: Uint8Array }) => Buffer.from(record.Data).toString());
}

describe('streams', () => {
  test('are CREATING at first, ACTIVE some seconds later, and DELETING before they are gone', () => {
    run('CreateStream', { StreamName: 'orders', ShardCount: 2 });
    const status = () => run('DescribeStreamSummary', { StreamName: 'orders' }).StreamDescriptionSummary.StreamStatus;
    expect(status()).toBe('CREATING');
    expect(run('DescribeStream', { StreamName: 'orders' }).StreamDescription.Shards).toEqual([]);
    wait(30);
    expect(status()).toBe('ACTIVE');
    run('DeleteStream', { StreamName: 'orders' });
    expect(status()).toBe('DELETING');
    wait(60);
    expect(faultOf(status)).toEqual({
      code: 'ResourceNotFoundException',
      message: `Stream orders under account ${OWNER} not found.`,
    });
  });

  test('by name are those of the caller, by ARN anybody’s', () => {
    makeStream();
    const byName = faultOf(() => run('DescribeStreamSummary', { StreamName: 'orders' }, OTHER));
    expect(byName.message).toBe(`Stream orders under account ${OTHER} not found.`);
    const byArn = run('DescribeStreamSummary', { StreamARN: ARN }, OTHER);
    expect(byArn.StreamDescriptionSummary).toMatchObject({
      StreamARN: ARN,
      OpenShardCount: 1,
      RetentionPeriodHours: 24,
    });
  });

  test('are listed a page at a time, in the order of their names', () => {
    for (const name of ['c', 'a', 'b']) makeStream({ ShardCount: 1 }, name);
    const first = run('ListStreams', { Limit: 2 });
    expect(first).toMatchObject({ StreamNames: ['a', 'b'], HasMoreStreams: true });
    expect(first.StreamSummaries[0]).toMatchObject({ StreamName: 'a', StreamStatus: 'ACTIVE' });
    expect(run('ListStreams', { NextToken: first.NextToken })).toMatchObject({
      StreamNames: ['c'],
      HasMoreStreams: false,
    });
    expect(run('ListStreams', { ExclusiveStartStreamName: 'a' }).StreamNames).toEqual(['b', 'c']);
    wait(301);
    expect(faultOf(() => run('ListStreams', { NextToken: first.NextToken })).code).toBe('ExpiredNextTokenException');
  });

  test('on demand have four shards whose ranges leave no gap', () => {
    makeStream({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    const { Shards } = run('ListShards', { StreamName: 'orders' });
    expect(Shards).toHaveLength(4);
    expect(Shards[0].HashKeyRange.StartingHashKey).toBe('0');
    expect(Shards[3].HashKeyRange.EndingHashKey).toBe('340282366920938463463374607431768211455');
    expect(BigInt(Shards[1].HashKeyRange.StartingHashKey)).toBe(BigInt(Shards[0].HashKeyRange.EndingHashKey) + 1n);
    expect(Shards[0].SequenceNumberRange.StartingSequenceNumber).toMatch(/^49\d{54}$/);
  });

  test('keep their tags and say them page by page', () => {
    makeStream({ ShardCount: 1, Tags: { team: 'shop' } });
    run('AddTagsToStream', { StreamName: 'orders', Tags: { env: 'prod', owner: 'ann' } });
    run('RemoveTagsFromStream', { StreamName: 'orders', TagKeys: ['owner'] });
    expect(run('ListTagsForStream', { StreamName: 'orders', Limit: 1 })).toEqual({
      Tags: [{ Key: 'env', Value: 'prod' }],
      HasMoreTags: true,
    });
    expect(run('ListTagsForResource', { ResourceARN: ARN }).Tags).toHaveLength(2);
    expect(kinesis.operations.DescribeStream?.asks({ StreamARN: ARN }, callBy(OTHER))[0]).toMatchObject({
      action: 'kinesis:DescribeStream',
      resource: ARN,
      resourceAccount: OWNER,
      resourcePolicy: null,
      context: { 'aws:ResourceTag/team': 'shop' },
    });
  });
});

describe('records', () => {
  test('get sequence numbers of 56 digits that grow, and come back in their order', () => {
    makeStream();
    const numbers = ['one', 'two', 'three'].map((text) => put('DUMMY1', text).SequenceNumber as string);
    expect(numbers.every((number) => /^49\d{54}$/.test(number))).toBe(true);
    expect([...numbers].sort()).toEqual(numbers);
    expect(textsFrom(iterator('TRIM_HORIZON'))).toEqual(['one', 'two', 'three']);
  });

  test('are read from every kind of place', () => {
    makeStream();
    put('k', 'one');
    wait(10);
    const moment = new Date(clock.time);
    const { SequenceNumber } = put('k', 'two');
    const latest = iterator('LATEST');
    wait(10);
    put('k', 'three');
    expect(textsFrom(iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: SequenceNumber }))).toEqual([
      'two',
      'three',
    ]);
    expect(textsFrom(iterator('AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: SequenceNumber }))).toEqual(['three']);
    expect(textsFrom(iterator('AT_TIMESTAMP', { Timestamp: moment }))).toEqual(['two', 'three']);
    expect(textsFrom(latest)).toEqual(['three']);
    const future = { Timestamp: new Date(clock.time + 60_000) };
    expect(faultOf(() => iterator('AT_TIMESTAMP', future)).code).toBe('InvalidArgumentException');
  });

  test('fall to the shard whose range holds the MD5 of their key, or the hash key they name', () => {
    makeStream({ ShardCount: 2 });
    expect(put('DUMMY1').ShardId).toBe('shardId-000000000000');
    expect(put('DUMMY1', 'x', { ExplicitHashKey: '340282366920938463463374607431768211455' }).ShardId).toBe(
      'shardId-000000000001',
    );
    expect(faultOf(() => put('k', 'x', { ExplicitHashKey: '340282366920938463463374607431768211456' })).code).toBe(
      'InvalidArgumentException',
    );
  });

  test('are read on from where the last answer ended, with how far behind it is', () => {
    makeStream();
    put('k', 'one');
    wait(20);
    put('k', 'two');
    wait(1);
    const first = run('GetRecords', { ShardIterator: iterator('TRIM_HORIZON'), Limit: 1 });
    expect(first.MillisBehindLatest).toBe(21_000);
    const second = run('GetRecords', { ShardIterator: first.NextShardIterator });
    expect(second.Records).toHaveLength(1);
    expect(second.MillisBehindLatest).toBe(0);
  });

  test('cannot be read with an iterator of more than five minutes, or one that is made up', () => {
    makeStream();
    const old = iterator('LATEST');
    wait(301);
    expect(faultOf(() => run('GetRecords', { ShardIterator: old }))).toMatchObject({
      code: 'ExpiredIteratorException',
      message: expect.stringContaining('tolerated delay of 300000 milliseconds'),
    });
    expect(faultOf(() => run('GetRecords', { ShardIterator: 'AAAA' })).message).toBe('Invalid ShardIterator.');
  });

  test('can be asked for without being given', () => {
    makeStream();
    const fault = faultOf(() => run('GetRecords', { ShardIterator: iterator('LATEST'), DryRun: true }));
    expect(fault.code).toBe('DryRunOperationException');
    expect(faultOf(() => put('k', 'x', { DryRun: true })).code).toBe('DryRunOperationException');
    expect(textsFrom(iterator('TRIM_HORIZON'))).toEqual([]);
  });

  test('expire with the retention period', () => {
    makeStream();
    put('k', 'old');
    wait(25 * 3600);
    put('k', 'new');
    expect(textsFrom(iterator('TRIM_HORIZON'))).toEqual(['new']);
  });

  test('are read from a shard five times a second and no more', () => {
    makeStream();
    const place = iterator('LATEST');
    for (let read = 0; read < 5; read += 1) run('GetRecords', { ShardIterator: place });
    expect(faultOf(() => run('GetRecords', { ShardIterator: place }))).toEqual({
      code: 'ProvisionedThroughputExceededException',
      message: `Rate exceeded for shard shardId-000000000000 in stream orders under account ${OWNER}.`,
    });
    wait(1);
    expect(run('GetRecords', { ShardIterator: place }).Records).toEqual([]);
  });

  test('that do not fit into the second fail one by one', () => {
    makeStream();
    const Records = Array.from({ length: 3 }, () => ({ PartitionKey: 'k', Data: Buffer.alloc(500_000) }));
    const { FailedRecordCount, Records: results } = run('PutRecords', { StreamName: 'orders', Records });
    expect(FailedRecordCount).toBe(1);
    expect(results[2].ErrorCode).toBe('ProvisionedThroughputExceededException');
  });

  test('under the AWS managed key stay within the account', () => {
    makeStream();
    run('StartStreamEncryption', { StreamName: 'orders', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' });
    wait(60);
    put('k');
    expect(textsFrom(iterator('TRIM_HORIZON'))).toEqual(['x']);
    const ShardIterator = iterator('TRIM_HORIZON');
    const fault = faultOf(() => run('GetRecords', { ShardIterator }, OTHER));
    expect(fault.code).toBe('KMSAccessDeniedException');
    expect(fault.message).toContain('is not authorized to decrypt records in stream');
  });
});

describe('shards', () => {
  test('that are split close, end their reading, and name their children', () => {
    makeStream();
    put('k', 'before');
    run('SplitShard', {
      StreamName: 'orders',
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: '170141183460469231731687303715884105728',
    });
    wait(60);
    const last = run('GetRecords', { ShardIterator: iterator('TRIM_HORIZON') });
    expect(last.Records).toHaveLength(1);
    expect(last.NextShardIterator).toBeUndefined();
    expect(last.ChildShards.map((child: { ShardId: string }) => child.ShardId)).toEqual([
      'shardId-000000000001',
      'shardId-000000000002',
    ]);
    const open = run('ListShards', { StreamName: 'orders', ShardFilter: { Type: 'AT_LATEST' } });
    expect(open.Shards.map((shard: { ParentShardId: string }) => shard.ParentShardId)).toEqual([
      'shardId-000000000000',
      'shardId-000000000000',
    ]);
  });
});

describe('resource policies', () => {
  const statement = {
    Sid: 'Read',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
    Action: ['kinesis:GetRecords', 'kinesis:DescribeStream'],
    Resource: ARN,
  };
  const policyOf = (...changes: object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: changes.map((change) => ({ ...statement, ...change })) });

  test('are replaced as a whole and kept byte for byte', () => {
    makeStream();
    expect(run('GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: '{}' });
    const spaced = `  ${policyOf({})}\n`;
    run('PutResourcePolicy', { ResourceARN: ARN, Policy: policyOf({ Sid: 'First' }) });
    run('PutResourcePolicy', { ResourceARN: ARN, Policy: spaced });
    expect(run('GetResourcePolicy', { ResourceARN: ARN }).Policy).toBe(spaced);
    run('DeleteResourcePolicy', { ResourceARN: ARN });
    expect(faultOf(() => run('DeleteResourcePolicy', { ResourceARN: ARN })).code).toBe('ResourceNotFoundException');
  });

  test('go with the question who may do what to the stream', () => {
    makeStream();
    run('PutResourcePolicy', { ResourceARN: ARN, Policy: policyOf({}) });
    const [ask] = kinesis.operations.GetShardIterator?.asks({ StreamARN: ARN }, callBy(OTHER)) ?? [];
    expect(ask?.resourcePolicy).toBe(policyOf({}));
  });

  test.each([
    ['no JSON', '{"Version":'],
    ['more than 20 KB', policyOf({ Sid: 'x'.repeat(20_480) })],
    ['a wildcard as principal', policyOf({ Principal: '*' })],
    ['a wildcard among principals', policyOf({ Principal: { AWS: '*' } })],
    ['a service as principal', policyOf({ Principal: { Service: 'lambda.amazonaws.com' } })],
    ['a function as principal', policyOf({ Principal: { AWS: `arn:aws:lambda:us-east-1:${OTHER}:function:f` } })],
    ['a role that does not exist', policyOf({ Principal: { AWS: `arn:aws:iam::${OTHER}:role/nobody` } })],
    ['a blank before an ARN', policyOf({ Principal: { AWS: ` arn:aws:iam::${OTHER}:root` } })],
    ['a wildcard in an action', policyOf({ Action: 'kinesis:Get*' })],
    ['an action without a stream', policyOf({ Action: 'kinesis:ListStreams' })],
    ['an action of another service', policyOf({ Action: 's3:GetObject' })],
    ['another resource', policyOf({ Resource: `${ARN}2` })],
    ['a wildcard as resource', policyOf({ Resource: '*' })],
    ['the same Sid twice', policyOf({}, {})],
    ['a condition that is none', policyOf({ Condition: { Foo: { 'aws:PrincipalArn': 'x' } } })],
    ['a statement that is none', policyOf({}).replace('[', '["x",')],
  ])('with %s are refused', (_, Policy) => {
    makeStream();
    expect(faultOf(() => run('PutResourcePolicy', { ResourceARN: ARN, Policy })).code).toBe('InvalidArgumentException');
  });

  test('wait until the stream is ACTIVE', () => {
    run('CreateStream', { StreamName: 'orders', ShardCount: 1 });
    const fault = faultOf(() => run('PutResourcePolicy', { ResourceARN: ARN, Policy: policyOf({}) }));
    expect(fault.code).toBe('ResourceInUseException');
  });
});
