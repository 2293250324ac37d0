import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { policyOf, TableTrial, tableArn } from '@/lib/trial/sandbox/table-trial';
import { closeRuntimes } from '../../lambda/warm-runtimes';

const printing = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };';
/** Remembers the orders of each call in a line `got a,b`; fails when an order is `bad`. */
const remembering = `exports.handler = async (event) => {
  const orders = event.Records.map((record) => record.eventName + ' ' + record.dynamodb.Keys.OrderId.S);
  console.log('got ' + orders.join(','));
  if (orders.some((order) => order.endsWith('bad'))) throw new Error('bad order');
};`;

let trial: TableTrial;

beforeEach(async () => {
  trial = await TableTrial.open();
});

afterAll(closeRuntimes);

async function calls(FunctionName?: string): Promise<string[]> {
  return (await trial.lines(FunctionName)).flatMap((line) => /\tgot (.*)\n$/.exec(line)?.[1] ?? []);
}

async function event(): Promise<{ Records: Record<string, unknown>[] }> {
  const line = (await trial.lines()).find((each) => each.includes('"Records"'));
  return JSON.parse(line?.split('\tINFO\t')[1] ?? '{}');
}

const cannotAccess = (arn: string) =>
  `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`;

const roleName = 'CrossAccountStreamProcessor';
const executionRole = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';

/** Leaves the reader's role with these actions of DynamoDB and no others. */
async function narrow(actions: readonly string[]): Promise<void> {
  await trial.asOther('iam:DetachRolePolicy', { RoleName: roleName, PolicyArn: executionRole });
  const Statement = [{ Effect: 'Allow', Action: [...actions, 'logs:*'], Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await trial.asOther('iam:PutRolePolicy', { RoleName: roleName, PolicyName: 'narrow', PolicyDocument });
  trial.staged.pass(10);
}

describe('a mapping is taken', () => {
  test('with what AWS adds, and brings an item of one account into the log of a function in another', async () => {
    await trial.share();
    await trial.makeFunction(printing);
    expect(await trial.map()).toMatchObject({
      EventSourceArn: trial.streamArn,
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      State: 'Creating',
      StateTransitionReason: 'User action',
      LastProcessingResult: 'No records processed',
    });
    await trial.wait(10);
    await trial.put('1', { note: { S: 'ü' }, photo: { B: Buffer.from('foobar') } });
    await trial.wait(2);
    expect(await trial.result()).toBe('OK');
    expect((await event()).Records).toEqual([
      {
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        dynamodb: {
          ApproximateCreationDateTime: expect.any(Number),
          Keys: { OrderId: { S: '1' } },
          NewImage: { OrderId: { S: '1' }, note: { S: 'ü' }, photo: { B: 'Zm9vYmFy' } },
          SequenceNumber: expect.stringMatching(/^\d{21}$/),
          SizeBytes: 8 + 8 + 6 + 11,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: trial.streamArn,
      },
    ]);
  });

  test('only by a role that may do all four, on a stream whose policy allows three', async () => {
    await trial.makeFunction(printing);
    const refused = `InvalidParameterValueException: ${cannotAccess(trial.streamArn)}`;
    expect(await trial.map()).toBe(refused);
    await trial.share();
    await narrow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']);
    expect(await trial.map()).toBe(refused);
    await narrow(['dynamodb:*Stream*', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']);
    expect(await trial.map()).toMatchObject({ State: 'Creating' });
  });

  test.each([
    [
      'at a time',
      { StartingPosition: 'AT_TIMESTAMP' },
      /Unsupported starting position for arn type: arn:aws:dynamodb:.*/,
    ],
    ['of a table', { EventSourceArn: tableArn }, /Unrecognized event source\./],
    [
      'of a stream in another Region',
      { EventSourceArn: `${tableArn}/stream/2026`.replace('us-east-1', 'eu-west-1') },
      /Stream not found: arn:aws:dynamodb:eu-west-1:/,
    ],
    ['for topics', { Topics: ['a'] }, /Unsupported 'topics' parameter for given event source mapping type\./],
  ])('not %s', async (_, more, refusal) => {
    await trial.share();
    await trial.makeFunction(printing);
    expect(await trial.map(more)).toMatch(/^InvalidParameterValueException: /);
    expect(await trial.map(more)).toMatch(refusal);
  });

  test('not on a stream that is being switched on, nor twice', async () => {
    await trial.makeFunction(printing);
    await trial.share();
    await trial.map();
    expect(await trial.map()).toMatch(/^ResourceConflictException: .*already exists/);
    await trial.switchStream(false);
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' };
    const updated = await trial.asOwner('UpdateTable', { TableName: 'Orders', StreamSpecification });
    const EventSourceArn = (updated as { TableDescription: { LatestStreamArn: string } }).TableDescription
      .LatestStreamArn;
    expect(await trial.map({ EventSourceArn })).toBe(`InvalidParameterValueException: ${cannotAccess(EventSourceArn)}`);
  });
});

describe('a mapping that runs', () => {
  beforeEach(async () => {
    await trial.share();
    await trial.makeFunction(remembering);
  });

  test('starts at the end with what comes later, goes on in the next shard and is not told of what changed nothing', async () => {
    await trial.put('before');
    await trial.map({ StartingPosition: 'LATEST' });
    await trial.wait(10);
    await trial.put('1');
    await trial.wait(2);
    trial.staged.pass(4 * 3600);
    await trial.wait(15);
    await trial.put('1');
    await trial.put('2');
    await trial.wait(15);
    expect(await calls()).toEqual(['INSERT 1', 'INSERT 2']);
  });

  test('keeps its place while it is paused, however long that takes', async () => {
    const { UUID } = (await trial.map({ StartingPosition: 'LATEST' })) as { UUID: string };
    await trial.wait(10);
    await trial.asOther('lambda:UpdateEventSourceMapping', { UUID, Enabled: false });
    await trial.wait(6);
    await trial.put('1');
    trial.staged.pass(3600);
    await trial.asOther('lambda:UpdateEventSourceMapping', { UUID, Enabled: true });
    await trial.wait(15);
    expect(await calls()).toEqual(['INSERT 1']);
  });

  test('goes on with what is left when it was paused for longer than records are kept', async () => {
    const { UUID } = (await trial.map()) as { UUID: string };
    await trial.put('1');
    await trial.wait(12);
    await trial.asOther('lambda:UpdateEventSourceMapping', { UUID, Enabled: false });
    await trial.wait(6);
    await trial.put('lost');
    trial.staged.pass(5 * 3600);
    await trial.put('lost as well');
    trial.staged.pass(25 * 3600);
    await trial.put('2');
    await trial.asOther('lambda:UpdateEventSourceMapping', { UUID, Enabled: true });
    await trial.wait(20);
    expect(await calls()).toEqual(['INSERT 1', 'INSERT 2']);
    expect(await trial.result()).toBe('OK');
  });

  test('filters by what changed', async () => {
    const Pattern = JSON.stringify({ eventName: ['REMOVE'] });
    await trial.map({ FilterCriteria: { Filters: [{ Pattern }] } });
    await trial.put('1');
    await trial.asOwner('DeleteItem', { TableName: 'Orders', Key: { OrderId: { S: '1' } } });
    await trial.wait(12);
    expect(await calls()).toEqual(['REMOVE 1']);
  });

  test('holds its shard up for a batch that fails, and gives it up where that is asked', async () => {
    await trial.map({ MaximumRetryAttempts: 2, BatchSize: 1 });
    await trial.put('bad');
    await trial.put('good');
    await trial.wait(10);
    expect(await trial.result()).toBe('PROBLEM: Function call failed');
    await trial.wait(10);
    expect(await calls()).toEqual(['INSERT bad', 'INSERT bad', 'INSERT bad', 'INSERT good']);
    expect(await trial.result()).toBe('OK');
  });

  test('says so when the stream’s policy is taken away, and goes on when it is back', async () => {
    await trial.map();
    await trial.wait(10);
    await trial.asOwner('DeleteResourcePolicy', { ResourceArn: trial.streamArn });
    await trial.wait(15);
    expect(await trial.result()).toBe(`PROBLEM: ${cannotAccess(trial.streamArn)}`);
    await trial.put('1');
    await trial.share();
    await trial.wait(10);
    expect(await trial.result()).toBe('OK');
    expect(await calls()).toEqual(['INSERT 1']);
  });

  test('says so when the role may read no more', async () => {
    await trial.map();
    await trial.wait(10);
    await narrow(['dynamodb:ListStreams']);
    await trial.wait(15);
    expect(await trial.result()).toBe(`PROBLEM: ${cannotAccess(trial.streamArn)}`);
  });

  test('stays with a stream that is made anew, to its end', async () => {
    await trial.map();
    await trial.put('1');
    await trial.wait(12);
    await trial.switchStream(false);
    await trial.switchStream(true);
    await trial.put('2');
    await trial.wait(15);
    expect(await calls()).toEqual(['INSERT 1']);
    expect(await trial.result()).toBe('OK');
    trial.staged.pass(86_400);
    await trial.wait(15);
    expect(await trial.result()).toMatch(/^PROBLEM: /);
  });

  test('says what a key refuses in DynamoDB’s words', async () => {
    await trial.map();
    await trial.wait(10);
    await trial.asOwner('UpdateTable', { TableName: 'Orders', SSESpecification: { Enabled: true } });
    await trial.wait(6);
    expect(await trial.result()).toMatch(/^PROBLEM: KMS key access denied error: /);
  });

  test('is refused its turn as the third reader of a shard', async () => {
    for (const name of ['Second', 'Third']) await trial.makeFunction(remembering, name);
    for (const FunctionName of ['ProcessOrders', 'Second', 'Third']) {
      await trial.map({ FunctionName });
      await trial.wait(10);
    }
    await trial.put('1');
    await trial.wait(5);
    expect(await Promise.all([calls(), calls('Second'), calls('Third')])).toEqual([['INSERT 1'], ['INSERT 1'], []]);
    expect(await trial.result('Third')).toBe('PROBLEM: Rate exceeded');
  });
});

test('a policy on the table lets no mapping read the stream', async () => {
  await trial.makeFunction(printing);
  const Policy = policyOf({ Action: 'dynamodb:*' });
  expect(await trial.asOwner('PutResourcePolicy', { ResourceArn: tableArn, Policy })).toHaveProperty('RevisionId');
  trial.staged.pass(20);
  expect(await trial.map()).toBe(`InvalidParameterValueException: ${cannotAccess(trial.streamArn)}`);
});
