import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { functionArn, MappingTrial, roleArn, streamArn } from '@/lib/trial/sandbox/mapping-trial';
import { closeRuntimes } from './warm-runtimes';

let trial: MappingTrial;
let consumerArn: string;

const STREAM_READS = ['DescribeStream', 'DescribeStreamSummary', 'ListShards'];
const CONSUMER_READS = ['DescribeStreamConsumer', 'SubscribeToShard'];
const invalid = 'InvalidParameterValueException';
const cannotAccess = () =>
  `Cannot access stream ${consumerArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`;

const remembering = `exports.handler = async (event) => {
  const texts = event.Records.map((record) => Buffer.from(record.kinesis.data, 'base64').toString());
  console.log('got ' + texts.join(',') + ' from ' + event.Records[0].eventSourceARN);
};`;

beforeEach(async () => {
  trial = await MappingTrial.open();
  await trial.prepare(remembering);
  await trial.share(STREAM_READS);
  consumerArn = await register('reader');
  await share(consumerArn);
  await allow(CONSUMER_READS);
  await trial.wait(2);
});

afterAll(closeRuntimes);

async function register(ConsumerName: string): Promise<string> {
  const input = { StreamARN: streamArn, ConsumerName };
  type Answer = { Consumer: { ConsumerARN: string } };
  return (await trial.ask<Answer>('producer', 'kinesis', 'RegisterStreamConsumer', input)).Consumer.ConsumerARN;
}

async function share(resource: string, actions = CONSUMER_READS): Promise<void> {
  const Action = actions.map((action) => `kinesis:${action}`);
  const statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action, Resource: resource };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await trial.ask('producer', 'kinesis', 'PutResourcePolicy', { ResourceARN: resource, Policy });
}

async function allow(actions: string[], ...more: object[]): Promise<void> {
  const Action = actions.map((action) => `kinesis:${action}`);
  const Statement = [{ Effect: 'Allow', Action, Resource: `${streamArn}/consumer/*` }, ...more];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const input = { RoleName: 'kds-reader1-role-q6zcv9kq', PolicyName: 'fan-out', PolicyDocument };
  await trial.ask('consumer', 'iam', 'PutRolePolicy', input);
}

function map(more: object = {}): Promise<string> {
  return trial.map({ EventSourceArn: consumerArn, ...more });
}

function refused(more: object = {}) {
  const input = { EventSourceArn: consumerArn, FunctionName: 'kds-reader1', StartingPosition: 'LATEST', ...more };
  return trial.fault('CreateEventSourceMapping', input);
}

async function calls(): Promise<string[]> {
  return (await trial.lines()).flatMap((line) => /\tgot (.*) from /.exec(line)?.[1] ?? []);
}

async function result(uuid: string): Promise<string> {
  return (await trial.mapping(uuid)).LastProcessingResult;
}

describe('a mapping of a registered consumer', () => {
  test('brings records to a function of another account, in its own name', async () => {
    const uuid = await map();
    await trial.put('a');
    await trial.wait(2);
    expect(await trial.mapping(uuid)).toMatchObject({
      State: 'Enabled',
      EventSourceArn: consumerArn,
      FunctionArn: functionArn,
      LastProcessingResult: 'OK',
    });
    await trial.put('b');
    await trial.wait(2);
    expect(await calls()).toEqual(['a', 'b']);
    expect((await trial.lines()).join('')).toContain(` from ${consumerArn}\n`);
  });

  test('starts at LATEST with what comes after it subscribed, and keeps its place over its subscriptions', async () => {
    await trial.put('before');
    const uuid = await map({ StartingPosition: 'LATEST' });
    await trial.wait(2);
    await trial.lambda('UpdateEventSourceMapping', { UUID: uuid, Enabled: false });
    await trial.put('paused');
    await trial.wait(2);
    await trial.lambda('UpdateEventSourceMapping', { UUID: uuid, Enabled: true });
    await trial.wait(2);
    await trial.wait(90);
    await trial.put('later');
    await trial.wait(2);
    trial.restart();
    await trial.put('after');
    await trial.wait(3);
    expect(await calls()).toEqual(['paused', 'later', 'after']);
  });

  test('goes on in the shards that a shard was split into', async () => {
    await map();
    await trial.put('a');
    await trial.ask('producer', 'kinesis', 'SplitShard', {
      StreamName: 'kds-sharing-example1',
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: '170141183460469231731687303715884105728',
    });
    await trial.wait(2);
    await trial.put('b');
    await trial.wait(4);
    expect(await calls()).toEqual(['a', 'b']);
  });

  test('does not read from the stream, so that other readers keep their throughput', async () => {
    await map();
    await trial.wait(2);
    const metrics = await trial.ask<{ Metrics: { MetricName: string }[] }>('producer', 'monitoring', 'ListMetrics', {
      Namespace: 'AWS/Kinesis',
      Dimensions: [{ Name: 'ConsumerName', Value: 'reader' }],
    });
    const names = metrics.Metrics.map(({ MetricName }) => MetricName);
    expect(names).toContain('SubscribeToShard.Success');
    expect(names).toContain('SubscribeToShardEvent.MillisBehindLatest');
    const all = await trial.ask<{ Metrics: { MetricName: string }[] }>('producer', 'monitoring', 'ListMetrics', {});
    expect(all.Metrics.map(({ MetricName }) => MetricName)).not.toContain('GetRecords.Success');
  });
});

describe('a mapping of a registered consumer is refused', () => {
  test.each(STREAM_READS)('while the stream policy lacks %s', async (missing) => {
    await trial.share(STREAM_READS.filter((action) => action !== missing));
    expect(await refused()).toMatchObject({ code: invalid, message: cannotAccess() });
  });

  test.each(CONSUMER_READS)('while the consumer policy lacks %s', async (missing) => {
    await share(
      consumerArn,
      CONSUMER_READS.filter((action) => action !== missing),
    );
    expect(await refused()).toMatchObject({ code: invalid, message: cannotAccess() });
  });

  test('while the role itself may not describe it, which the managed policy does not allow', async () => {
    await allow(['SubscribeToShard']);
    expect(await refused()).toMatchObject({ code: invalid, message: cannotAccess() });
  });

  test('when the consumer was registered anew', async () => {
    await trial.ask('producer', 'kinesis', 'DeregisterStreamConsumer', { ConsumerARN: consumerArn });
    await trial.wait(1);
    await share(await register('reader'));
    expect(await refused()).toMatchObject({ code: invalid, message: `Stream not found: ${consumerArn}` });
  });
});

describe('a mapping of a registered consumer says', () => {
  test('that its role may not describe the consumer any more, and heals', async () => {
    const uuid = await map();
    await trial.put('a');
    await trial.wait(2);
    await trial.ask('producer', 'kinesis', 'DeleteResourcePolicy', { ResourceARN: consumerArn });
    await trial.wait(15);
    const said = (await result(uuid)).replace(/awslambda_\d+_\d+/, 'SESSION');
    expect(said).toBe(
      `PROBLEM: User: arn:aws:sts::888800008888:assumed-role/kds-reader1-role-q6zcv9kq/SESSION is not authorized to perform: kinesis:DescribeStreamConsumer on resource: ${consumerArn} because no resource-based policy allows the kinesis:DescribeStreamConsumer action`,
    );
    await share(consumerArn);
    await trial.put('b');
    await trial.wait(8);
    expect(await result(uuid)).toBe('OK');
    expect(await calls()).toEqual(['a', 'b']);
  });

  test('that its role may not subscribe any more, once its subscription is over', async () => {
    const uuid = await map();
    await trial.wait(2);
    await share(consumerArn, ['DescribeStreamConsumer']);
    await trial.wait(60);
    expect(await result(uuid)).toContain(
      `is not authorized to perform: kinesis:SubscribeToShard on resource: ${consumerArn}`,
    );
  });

  test('that the stream policy is gone', async () => {
    const uuid = await map();
    await trial.wait(2);
    await trial.ask('producer', 'kinesis', 'DeleteResourcePolicy', { ResourceARN: streamArn });
    await trial.wait(15);
    expect(await result(uuid)).toBe(`PROBLEM: ${cannotAccess()}`);
  });

  test('that the consumer was deregistered, also when there is a new one of that name', async () => {
    const uuid = await map();
    await trial.put('a');
    await trial.wait(2);
    await trial.ask('producer', 'kinesis', 'DeregisterStreamConsumer', { ConsumerARN: consumerArn });
    await trial.wait(1);
    await share(await register('reader'));
    await trial.put('b');
    await trial.wait(6);
    const created = consumerArn.split(':').at(-1);
    expect(await trial.mapping(uuid)).toMatchObject({
      State: 'Enabled',
      LastProcessingResult: `PROBLEM: Consumer reader with creation timestamp ${created} under stream kds-sharing-example1 and account 999900009999 not found.`,
    });
    expect(await calls()).toEqual(['a']);
  });

  test('that what its function failed on may not be read again from the stream', async () => {
    const uuid = await map();
    await trial.lambda('PutFunctionConcurrency', { FunctionName: 'kds-reader1', ReservedConcurrentExecutions: 0 });
    await trial.put('a');
    await trial.wait(1);
    expect(await result(uuid)).toBe('PROBLEM: Function call failed');
    await trial.lambda('DeleteFunctionConcurrency', { FunctionName: 'kds-reader1' });
    await trial.wait(3);
    expect(await result(uuid)).toBe(`PROBLEM: ${cannotAccess()}`);
    await trial.share();
    await trial.wait(3);
    expect(await result(uuid)).toBe('OK');
    expect(await calls()).toEqual(['a']);
  });

  test('that another mapping took its consumer over, which gets in the way of both', async () => {
    await trial.makeFunction(remembering, { FunctionName: 'kds-reader2' });
    const first = await map();
    await trial.wait(2);
    trial.clock.scale = 1;
    const second = await map({ FunctionName: 'kds-reader2' });
    const results = new Set<string>();
    for (let turn = 0; turn < 40; turn += 1) {
      await trial.wait(1);
      results.add(await result(first));
      results.add(await result(second));
    }
    expect([...results]).toContain(
      'PROBLEM: Another active subscription exists for this consumer: 999900009999:kds-sharing-example1:shardId-000000000000:reader',
    );
  });
});

describe('an encrypted stream', () => {
  const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
  const ownerMayAll = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::999900009999:root' },
    Action: 'kms:*',
    Resource: '*',
  };
  const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

  async function encrypt(): Promise<string> {
    const { KeyMetadata } = await trial.ask<{ KeyMetadata: { KeyId: string } }>('producer', 'kms', 'CreateKey', {
      Policy: document(ownerMayAll, { ...decrypt, Principal: { AWS: roleArn } }),
    });
    const input = { StreamARN: streamArn, EncryptionType: 'KMS', KeyId: KeyMetadata.KeyId };
    await trial.ask('producer', 'kinesis', 'StartStreamEncryption', input);
    await allow(CONSUMER_READS, decrypt);
    await trial.wait(1);
    return KeyMetadata.KeyId;
  }

  test.each(['shared', 'fanned out'])('%s is read until its key does not name the role any more', async (how) => {
    const KeyId = await encrypt();
    if (how === 'shared') await trial.share();
    const uuid = await map(how === 'shared' ? { EventSourceArn: streamArn } : {});
    await trial.put('a');
    await trial.wait(2);
    expect(await result(uuid)).toBe('OK');
    await trial.ask('producer', 'kms', 'PutKeyPolicy', { KeyId, Policy: document(ownerMayAll) });
    await trial.put('b');
    await trial.wait(3);
    expect(await result(uuid)).toMatch(
      /^PROBLEM: KMSAccessDeniedException: User arn:aws:sts::888800008888:assumed-role\/kds-reader1-role-q6zcv9kq\/awslambda_\d+_\d+ is not authorized to decrypt records in stream 999900009999:kds-sharing-example1:\d+$/,
    );
    const Policy = document(ownerMayAll, { ...decrypt, Principal: { AWS: roleArn } });
    await trial.ask('producer', 'kms', 'PutKeyPolicy', { KeyId, Policy });
    await trial.wait(10);
    expect(await result(uuid)).toBe('OK');
    expect(await calls()).toEqual(['a', 'b']);
  });

  test('says that its key is disabled', async () => {
    const KeyId = await encrypt();
    const uuid = await map();
    await trial.put('a');
    await trial.ask('producer', 'kms', 'DisableKey', { KeyId });
    await trial.wait(3);
    expect(await result(uuid)).toMatch(/^PROBLEM: KMSDisabledException: /);
  });
});
