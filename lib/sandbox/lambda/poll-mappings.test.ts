import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { functionArn, MappingTrial, readActions, streamArn, trust } from '@/lib/trial/sandbox/mapping-trial';
import { switchLimits } from '../rate-limit';
import { pythonAvailable } from './python';
import { closeRuntimes } from './warm-runtimes';
import { zipOf } from './zip';

let trial: MappingTrial;

beforeEach(async () => {
  trial = await MappingTrial.open();
});

afterAll(closeRuntimes);

const failing = 'exports.handler = async () => { throw new TypeError("no such order"); };';
const ofFunction = { Name: 'FunctionName', Value: 'kds-reader1' };
const counted = { MetricsConfig: { Metrics: ['EventCount'] } };

/** Remembers the texts of each call in a line `got a,b`; fails when a text is `bad`. */
const remembering = `exports.handler = async (event) => {
  const texts = event.Records.map((record) => Buffer.from(record.kinesis.data, 'base64').toString());
  console.log('got ' + texts.join(','));
  if (texts.includes('bad')) throw new Error('bad record');
};`;

async function calls(): Promise<string[]> {
  return (await trial.lines()).flatMap((line) => /\tgot (.*)\n$/.exec(line)?.[1] ?? []);
}

describe('a mapping', () => {
  test('brings a record from one account into the log of a function in another', async () => {
    await trial.prepare();
    const uuid = await trial.map();
    await trial.put('{"this_is": "test record"}');
    await trial.wait(2);

    const lines = await trial.lines();
    expect(lines[0]).toMatch(
      /^INIT_START Runtime Version: nodejs:20\.v1\tRuntime Version ARN: arn:aws:lambda:us-east-1::/,
    );
    expect(lines[1]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST\n$/);
    expect(lines.at(-2)).toMatch(/^END RequestId: /);
    expect(lines.at(-1)).toMatch(
      /^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB/,
    );
    const event = JSON.parse(lines[2]?.split('\tINFO\t')[1] ?? '');
    expect(event.Records).toHaveLength(1);
    expect(event.Records[0]).toEqual({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 'DUMMY1',
        sequenceNumber: expect.stringMatching(/^\d{56}$/),
        data: 'eyJ0aGlzX2lzIjogInRlc3QgcmVjb3JkIn0=',
        approximateArrivalTimestamp: expect.any(Number),
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: expect.stringMatching(/^shardId-000000000000:\d{56}$/),
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::888800008888:role/service-role/kds-reader1-role-q6zcv9kq',
      awsRegion: 'us-east-1',
      eventSourceARN: streamArn,
    });
    expect(await trial.mapping(uuid)).toMatchObject({ State: 'Enabled', LastProcessingResult: 'OK' });
  });

  test.runIf(pythonAvailable())('prints its event as Python does', async () => {
    const code = 'def lambda_handler(event, context):\n    print(event)\n    return True\n';
    await trial.prepare(undefined, {
      Runtime: 'python3.12',
      Handler: 'lambda_function.lambda_handler',
      Code: { ZipFile: zipOf({ 'lambda_function.py': code }) },
    });
    await trial.map();
    await trial.put('{"this_is": "test record"}');
    await trial.wait(2);
    expect((await trial.lines()).join('')).toMatch(
      /^\{'Records': \[\{'kinesis': \{'kinesisSchemaVersion': '1\.0', 'partitionKey': 'DUMMY1', 'sequenceNumber': '\d+', 'data': 'eyJ0aGlzX2lzIjogInRlc3QgcmVjb3JkIn0=', 'approximateArrivalTimestamp': [\d.]+\}, 'eventSource': 'aws:kinesis', 'eventVersion': '1\.0', 'eventID': 'shardId-000000000000:\d+', 'eventName': 'aws:kinesis:record', 'invokeIdentityArn': '[^']+', 'awsRegion': 'us-east-1', 'eventSourceARN': '[^']+'\}\]\}\n/m,
    );
  });

  test('says that nothing was processed until something was', async () => {
    await trial.prepare();
    const uuid = await trial.map(counted);
    await trial.wait(3);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('No records processed');
    expect(await trial.sum('PolledEventCount', { Name: 'EventSourceMappingUUID', Value: uuid })).toBe(0);
    expect(await trial.sum('IteratorAge', ofFunction)).toBeNull();
  });

  test('starts at LATEST with what comes after it began to poll', async () => {
    await trial.prepare(remembering);
    await trial.put('before');
    await trial.map({ StartingPosition: 'LATEST' });
    await trial.wait(1);
    await trial.put('after');
    await trial.wait(1);
    expect(await calls()).toEqual(['after']);
  });

  test('cuts batches by size and keeps their order', async () => {
    await trial.prepare(remembering);
    await trial.put('a', 'b', 'c');
    await trial.map({ BatchSize: 2 });
    await trial.wait(1);
    expect(await calls()).toEqual(['a,b', 'c']);
  });

  test('waits for its batching window', async () => {
    await trial.prepare(remembering);
    await trial.map({ MaximumBatchingWindowInSeconds: 5 });
    await trial.put('a');
    await trial.wait(1);
    await trial.put('b');
    await trial.wait(2);
    expect(await calls()).toEqual([]);
    await trial.wait(4);
    expect(await calls()).toEqual(['a,b']);
  });

  test('keeps its place while it is paused', async () => {
    await trial.prepare(remembering);
    const uuid = await trial.map();
    await trial.put('a');
    await trial.wait(1);
    await trial.lambda('UpdateEventSourceMapping', { UUID: uuid, Enabled: false });
    await trial.put('b');
    await trial.wait(2);
    expect((await trial.mapping(uuid)).State).toBe('Disabled');
    expect(await calls()).toEqual(['a']);
    await trial.lambda('UpdateEventSourceMapping', { UUID: uuid, Enabled: true });
    await trial.wait(1);
    expect(await calls()).toEqual(['a', 'b']);
  });

  test('goes on after a restart with what it had read and not delivered', async () => {
    await trial.prepare(remembering);
    const uuid = await trial.map();
    await trial.lambda('PutFunctionConcurrency', { FunctionName: 'kds-reader1', ReservedConcurrentExecutions: 0 });
    await trial.put('a', 'b');
    await trial.wait(2);
    trial.restart();
    await trial.lambda('DeleteFunctionConcurrency', { FunctionName: 'kds-reader1' });
    await trial.put('c');
    await trial.wait(2);
    expect(await calls()).toEqual(['a,b', 'c']);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('OK');
  });

  test('with parallel lanes keeps the order within a key and lets a bad key wait alone', async () => {
    await trial.prepare(remembering);
    await trial.map({ ParallelizationFactor: 10, BatchSize: 1 });
    await trial.putWithKey('one', 'bad');
    await trial.putWithKey('one', 'after bad');
    for (const text of ['a', 'b', 'c']) await trial.putWithKey('two', text);
    await trial.wait(1);
    const got = await calls();
    expect(got.filter((text) => text.length === 1)).toEqual(['a', 'b', 'c']);
    expect(got.filter((text) => text.length > 1)).toEqual(['bad']);
  });

  test('reads on in the shards that a shard was split into', async () => {
    await trial.prepare(remembering);
    await trial.map();
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
});

describe('a filter', () => {
  test('lets through what matches, counts the rest and never tries it again', async () => {
    await trial.prepare(remembering);
    const Pattern = JSON.stringify({ data: { kind: ['order'] } });
    const uuid = await trial.map({ ...counted, FilterCriteria: { Filters: [{ Pattern }] } });
    await trial.put('{"kind":"order"}', '{"kind":"visit"}', 'no json');
    await trial.wait(2);
    expect(await calls()).toEqual(['{"kind":"order"}']);
    const ofMapping = { Name: 'EventSourceMappingUUID', Value: uuid };
    expect(await trial.sum('PolledEventCount', ofMapping)).toBe(3);
    expect(await trial.sum('FilteredOutEventCount', ofMapping)).toBe(2);
    expect(await trial.sum('InvokedEventCount', ofMapping)).toBe(1);
  });
});

/** Mappings of a stream whose policy was taken away, each with a function of its own. */
async function refusedMappings(count: number): Promise<string[]> {
  const ResourceARN = streamArn.replace('kds-sharing-example1', 'closed');
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '888800008888' },
    Action: readActions.map((action) => `kinesis:${action}`),
    Resource: ResourceARN,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await trial.ask('producer', 'kinesis', 'CreateStream', { StreamName: 'closed', ShardCount: 1 });
  await trial.ask('producer', 'kinesis', 'PutResourcePolicy', { ResourceARN, Policy });
  const uuids: string[] = [];
  for (let each = 0; each < count; each += 1) {
    const FunctionName = `refused-${each}`;
    await trial.makeFunction(remembering, { FunctionName });
    uuids.push(await trial.map({ EventSourceArn: ResourceARN, FunctionName }));
    await trial.wait(1);
  }
  await trial.ask('producer', 'kinesis', 'DeleteResourcePolicy', { ResourceARN });
  return uuids;
}

describe('access taken away', () => {
  test('from the stream policy shows in the result, and heals when it is granted again', async () => {
    await trial.prepare(remembering);
    const uuid = await trial.map();
    await trial.put('a');
    await trial.wait(1);
    await trial.ask('producer', 'kinesis', 'DeleteResourcePolicy', { ResourceARN: streamArn });
    await trial.wait(2);
    expect(await trial.mapping(uuid)).toMatchObject({
      State: 'Enabled',
      LastProcessingResult: `PROBLEM: Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`,
    });
    await trial.share();
    await trial.put('b');
    await trial.wait(2);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('OK');
    expect(await calls()).toEqual(['a', 'b']);
  });

  test('from DescribeStream alone is felt too', async () => {
    await trial.prepare();
    const uuid = await trial.map();
    await trial.wait(1);
    await trial.share(readActions.filter((action) => action !== 'DescribeStream'));
    await trial.wait(6);
    expect((await trial.mapping(uuid)).LastProcessingResult).toMatch(/^PROBLEM: Cannot access stream/);
  });

  test('from many mappings leaves the others of the account what they need to read', async () => {
    await trial.prepare(remembering);
    const closed = await refusedMappings(15);
    switchLimits(trial.world, true);
    await trial.map();
    await trial.put('a');
    await trial.wait(6);
    expect(await calls()).toEqual(['a']);
    const results = await Promise.all(closed.map(async (uuid) => (await trial.mapping(uuid)).LastProcessingResult));
    expect(results.filter((result) => result.startsWith('PROBLEM: Cannot access stream'))).toHaveLength(15);
  });

  test('from the trust policy shows in the result', async () => {
    await trial.prepare();
    const uuid = await trial.map();
    await trial.ask('consumer', 'iam', 'UpdateAssumeRolePolicy', {
      RoleName: 'kds-reader1-role-q6zcv9kq',
      PolicyDocument: trust('ec2.amazonaws.com'),
    });
    await trial.wait(1);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe(
      'PROBLEM: Lambda failed to assume your function execution role. Please check if the role trust Lambda service principal, and make sure it does not require setting source identity',
    );
  });

  test('from the log leaves the function running without a log', async () => {
    await trial.prepare();
    const uuid = await trial.map();
    await trial.ask('consumer', 'iam', 'PutRolePolicy', {
      RoleName: 'kds-reader1-role-q6zcv9kq',
      PolicyName: 'silence',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'logs:*', Resource: '*' }],
      }),
    });
    await trial.put('a');
    await trial.wait(2);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('OK');
    expect(await trial.lines()).toEqual([]);
  });
});

describe('a function that fails', () => {
  test('is tried again and again with the same batch', async () => {
    await trial.prepare(failing);
    const uuid = await trial.map();
    await trial.put('a');
    await trial.wait(3);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('PROBLEM: Function call failed');
    expect(await trial.sum('Errors', ofFunction)).toBe(3);
    expect(
      (await trial.lines()).filter((line) => line.includes('\tERROR\tInvoke Error \t{"errorType":"TypeError"')),
    ).toHaveLength(3);
  });

  test('is spared once the retries are used up, and the records are counted as dropped', async () => {
    await trial.prepare(remembering);
    const uuid = await trial.map({ ...counted, MaximumRetryAttempts: 2 });
    await trial.put('bad');
    await trial.wait(6);
    await trial.put('good');
    await trial.wait(2);
    expect(await calls()).toEqual(['bad', 'bad', 'bad', 'good']);
    expect(await trial.sum('DroppedEventCount', { Name: 'EventSourceMappingUUID', Value: uuid })).toBe(1);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('OK');
  });

  test('gets its batch in halves until the bad record stands alone', async () => {
    await trial.prepare(remembering);
    await trial.put('a', 'b', 'bad', 'c');
    await trial.map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 });
    await trial.wait(6);
    expect(await calls()).toEqual(['a,b,bad,c', 'a,b', 'bad,c', 'bad', 'c']);
  });

  test('is given only the rest when it reports what failed', async () => {
    const code = `let tries = 0; exports.handler = async ({ Records }) => {
      console.log('got ' + Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64')).join(','));
      return { batchItemFailures: tries++ === 0 ? [{ itemIdentifier: Records[1].kinesis.sequenceNumber }] : [] };
    };`;
    await trial.prepare(code);
    await trial.put('a', 'b', 'c');
    const uuid = await trial.map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await trial.wait(3);
    expect(await calls()).toEqual(['a,b,c', 'b,c']);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('OK');
  });

  test('gives its records up when they are older than the mapping tries for', async () => {
    await trial.prepare(failing);
    const uuid = await trial.map({ ...counted, MaximumRecordAgeInSeconds: 60 });
    await trial.put('a');
    await trial.wait(5);
    trial.clock.time += 60_000;
    await trial.wait(1);
    expect(await trial.sum('DroppedEventCount', { Name: 'EventSourceMappingUUID', Value: uuid })).toBe(1);
    expect(await trial.sum('Errors', ofFunction)).toBe(5);
  });

  test('sends what it gave up to the destination, if its role may', async () => {
    await trial.prepare(remembering);
    const Destination = 'arn:aws:sqs:us-east-1:888800008888:given-up';
    const uuid = await trial.map({
      ...counted,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination } },
    });
    await trial.put('bad');
    await trial.wait(2);
    expect(await trial.sum('DestinationDeliveryFailures', ofFunction)).toBe(1);
    await trial.ask('consumer', 'iam', 'PutRolePolicy', {
      RoleName: 'kds-reader1-role-q6zcv9kq',
      PolicyName: 'send',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: Destination }],
      }),
    });
    await trial.put('bad');
    await trial.wait(2);
    const ofMapping = { Name: 'EventSourceMappingUUID', Value: uuid };
    expect(await trial.sum('OnFailureDestinationDeliveredEventCount', ofMapping)).toBe(1);
    expect(await trial.sum('DroppedEventCount', ofMapping)).toBeNull();
  });
});

describe('a function that cannot run', () => {
  test('is throttled without using up retries, and goes on when there is room', async () => {
    await trial.prepare(remembering);
    const uuid = await trial.map({ MaximumRetryAttempts: 0 });
    await trial.lambda('PutFunctionConcurrency', { FunctionName: 'kds-reader1', ReservedConcurrentExecutions: 0 });
    await trial.put('a');
    await trial.wait(3);
    expect((await trial.mapping(uuid)).LastProcessingResult).toBe('PROBLEM: Function call failed');
    expect(await trial.sum('Throttles', ofFunction)).toBe(3);
    expect(await trial.sum('Errors', ofFunction)).toBeNull();
    await trial.lambda('DeleteFunctionConcurrency', { FunctionName: 'kds-reader1' });
    await trial.wait(1);
    expect(await calls()).toEqual(['a']);
  });

  test('is waited for with its mapping Enabled when it is deleted', async () => {
    await trial.prepare();
    const uuid = await trial.map();
    await trial.wait(1);
    await trial.lambda('DeleteFunction', { FunctionName: 'kds-reader1' });
    await trial.put('a');
    await trial.wait(2);
    expect(await trial.mapping(uuid)).toMatchObject({
      State: 'Enabled',
      FunctionArn: functionArn,
      LastProcessingResult: 'No records processed',
    });
  });
});

test('a stream that is deleted shows in the result', async () => {
  await trial.prepare();
  const uuid = await trial.map();
  await trial.wait(1);
  await trial.ask('consumer', 'iam', 'PutRolePolicy', {
    RoleName: 'kds-reader1-role-q6zcv9kq',
    PolicyName: 'still-allowed',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kinesis:*","Resource":"*"}]}',
  });
  await trial.ask('producer', 'kinesis', 'DeleteStream', { StreamName: 'kds-sharing-example1' });
  await trial.wait(2);
  expect((await trial.mapping(uuid)).LastProcessingResult).toMatch(/^PROBLEM: /);
});

test('a tumbling window hands its state on and closes with a last call', async () => {
  const code = `exports.handler = async (event) => {
    const seen = (event.state.seen ?? 0) + event.Records.length;
    console.log('got ' + event.Records.length + '/' + seen + (event.isFinalInvokeForWindow ? ' final' : ''));
    return { state: { seen } };
  };`;
  await trial.prepare(code);
  await trial.map({ TumblingWindowInSeconds: 30 });
  await trial.put('a', 'b');
  await trial.wait(2);
  await trial.put('c');
  await trial.wait(2);
  expect(await calls()).toEqual(['2/2', '1/3']);
  await trial.wait(30);
  expect(await calls()).toEqual(['2/2', '1/3', '0/3 final']);
});
