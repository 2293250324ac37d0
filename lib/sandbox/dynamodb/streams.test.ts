import { beforeEach, describe, expect, test } from 'vitest';
import { policyOf, TableTrial, tableArn } from '@/lib/trial/sandbox/table-trial';

const HOUR = 3600;

let trial: TableTrial;

beforeEach(async () => {
  trial = await TableTrial.open();
});

type Described = {
  StreamStatus: string;
  Shards: { ShardId: string; ParentShardId?: string; SequenceNumberRange: Record<string, string> }[];
};

async function describeStream(more: object = {}): Promise<Described> {
  const answer = await trial.asOwner('DescribeStream', { StreamArn: trial.streamArn, ...more });
  if (typeof answer === 'string') throw new Error(answer);
  return answer.StreamDescription as Described;
}

async function iterate(ShardIteratorType: string, more: object = {}) {
  const ShardId = await trial.shard();
  return trial.asOwner('GetShardIterator', { StreamArn: trial.streamArn, ShardId, ShardIteratorType, ...more });
}

describe('records', () => {
  test('tell what was, what is and which of the five writes made them', async () => {
    await trial.put('1', { total: { N: '10.0' } });
    await trial.put('1', { total: { N: '10' } });
    await trial.put('1', { total: { N: '12' } });
    const Key = { OrderId: { S: '1' } };
    const UpdateExpression = 'ADD #total :one';
    const given = {
      ExpressionAttributeNames: { '#total': 'total' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await trial.asOwner('UpdateItem', { TableName: 'Orders', Key, UpdateExpression, ...given });
    await trial.asOwner('DeleteItem', { TableName: 'Orders', Key });
    await trial.asOwner('BatchWriteItem', {
      RequestItems: { Orders: [{ PutRequest: { Item: { OrderId: { S: '2' } } } }] },
    });
    await trial.asOwner('TransactWriteItems', {
      TransactItems: [{ Delete: { TableName: 'Orders', Key: { OrderId: { S: '2' } } } }],
    });
    const records = await trial.records();
    expect(records.map(({ eventName }) => eventName)).toEqual([
      'INSERT',
      'MODIFY',
      'MODIFY',
      'REMOVE',
      'INSERT',
      'REMOVE',
    ]);
    expect(records[1]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Date),
        Keys: { OrderId: { S: '1' } },
        NewImage: { OrderId: { S: '1' }, total: { N: '12' } },
        OldImage: { OrderId: { S: '1' }, total: { N: '10' } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: 8 + 15 + 15,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  test.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ])('of %s show %j', async (view, images) => {
    await trial.put('1');
    await trial.switchStream(false);
    const remade = await trial.switchStream(true, view);
    await trial.put('1', { paid: { BOOL: true } });
    const [record] = await trial.records(remade);
    const shown = Object.entries(record?.dynamodb ?? {}).filter(([, value]) => value !== undefined);
    expect(shown.map(([name]) => name).filter((name) => name.endsWith('Image'))).toEqual(images);
  });

  test('of a table without a stream are not kept anywhere', async () => {
    await trial.switchStream(false);
    await trial.put('1');
    expect(await trial.records()).toEqual([]);
  });
});

describe('a stream', () => {
  test('is described with its table’s key, and listed by its table', async () => {
    expect(await describeStream()).toMatchObject({
      StreamArn: trial.streamArn,
      StreamLabel: '2026-01-05T12:00:00.000',
      StreamStatus: 'ENABLED',
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      TableName: 'Orders',
      KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
      Shards: [{ ShardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/) }],
    });
    const Streams = [{ StreamArn: trial.streamArn, TableName: 'Orders', StreamLabel: '2026-01-05T12:00:00.000' }];
    expect(await trial.asOwner('ListStreams', { TableName: 'Orders' })).toMatchObject({ Streams });
    expect(await trial.asOwner('ListStreams', { TableName: 'Carts' })).toMatchObject({ Streams: [] });
  });

  test('that is switched off is readable for a day, and gone then', async () => {
    await trial.put('1');
    await trial.switchStream(false);
    const { StreamStatus, Shards } = await describeStream();
    expect(StreamStatus).toBe('DISABLED');
    expect(Shards[0]?.SequenceNumberRange).toHaveProperty('EndingSequenceNumber');
    expect(await trial.records()).toHaveLength(1);
    trial.staged.pass(23.9 * HOUR);
    expect((await describeStream()).StreamStatus).toBe('DISABLED');
    trial.staged.pass(0.2 * HOUR);
    expect(await trial.asOwner('DescribeStream', { StreamArn: trial.streamArn })).toBe(
      `ResourceNotFoundException: Requested resource not found: Stream: ${trial.streamArn} not found`,
    );
    expect(await trial.asOwner('ListStreams')).toMatchObject({ Streams: [] });
  });

  test('outlives its table by a day', async () => {
    await trial.put('1');
    await trial.asOwner('DeleteTable', { TableName: 'Orders' });
    expect((await describeStream()).StreamStatus).toBe('DISABLING');
    trial.staged.pass(HOUR);
    expect((await describeStream()).StreamStatus).toBe('DISABLED');
    expect(await trial.records()).toHaveLength(1);
  });

  test('goes on in a new shard after some hours, which is found by its parent', async () => {
    await trial.put('1');
    const parent = await trial.shard();
    trial.staged.pass(5 * HOUR);
    await trial.put('2');
    const { Shards } = await describeStream();
    expect(Shards.map(({ ParentShardId }) => ParentShardId)).toEqual([undefined, parent]);
    const ShardFilter = { Type: 'CHILD_SHARDS', ShardId: parent };
    expect((await describeStream({ ShardFilter })).Shards).toEqual([Shards[1]]);
    expect((await describeStream({ Limit: 1 })).Shards).toEqual([Shards[0]]);
    expect((await describeStream({ ExclusiveStartShardId: parent })).Shards).toEqual([Shards[1]]);
    const iterator = (await iterate('TRIM_HORIZON')) as object;
    const read = (await trial.asOwner('GetRecords', iterator)) as Record<string, unknown>;
    expect(read.Records).toHaveLength(1);
    expect(read.NextShardIterator).toBeUndefined();
  });
});

describe('reading', () => {
  test('starts at the oldest, at the end, at a record or after it', async () => {
    await trial.put('1');
    await trial.put('2');
    const records = await trial.records();
    const SequenceNumber = records[0]?.dynamodb?.SequenceNumber;
    const count = async (type: string, more: object = {}) => {
      const read = await trial.asOwner('GetRecords', (await iterate(type, more)) as object);
      return typeof read === 'string' ? read : (read.Records as object[]).length;
    };
    expect(await count('TRIM_HORIZON')).toBe(2);
    expect(await count('LATEST')).toBe(0);
    expect(await count('AT_SEQUENCE_NUMBER', { SequenceNumber })).toBe(2);
    expect(await count('AFTER_SEQUENCE_NUMBER', { SequenceNumber })).toBe(1);
    expect(await iterate('AT_TIMESTAMP')).toMatch(/^ValidationException: .* enum value set/);
    expect(await iterate('AT_SEQUENCE_NUMBER', { SequenceNumber: '1' })).toMatch(/^ValidationException/);
  });

  test('goes on where it stopped', async () => {
    await trial.put('1');
    await trial.put('2');
    const { ShardIterator } = (await iterate('TRIM_HORIZON')) as Record<string, string>;
    const first = (await trial.asOwner('GetRecords', { ShardIterator, Limit: 1 })) as Record<string, unknown>;
    expect(first.Records).toHaveLength(1);
    const next = { ShardIterator: first.NextShardIterator };
    expect((await trial.asOwner('GetRecords', next)) as object).toMatchObject({
      Records: [{ dynamodb: { Keys: { OrderId: { S: '2' } } } }],
    });
    expect(await trial.asOwner('GetRecords', { ...next, Limit: 1001 })).toMatch(/^LimitExceededException: /);
  });

  test('fails with an iterator of more than 15 minutes, and with one that is none', async () => {
    const iterator = (await iterate('LATEST')) as object;
    trial.staged.pass(901);
    expect(await trial.asOwner('GetRecords', iterator)).toMatch(/^ExpiredIteratorException: /);
    expect(await trial.asOwner('GetRecords', { ShardIterator: 'x' })).toBe(
      'ValidationException: Invalid ShardIterator',
    );
  });

  test('fails for records of more than a day', async () => {
    await trial.put('1');
    const [record] = await trial.records();
    const SequenceNumber = record?.dynamodb?.SequenceNumber;
    const ShardId = await trial.shard();
    trial.staged.pass(23.9 * HOUR);
    const from = { StreamArn: trial.streamArn, ShardId };
    const { ShardIterator } = (await trial.asOwner('GetShardIterator', {
      ...from,
      ShardIteratorType: 'TRIM_HORIZON',
    })) as Record<string, string>;
    trial.staged.pass(0.11 * HOUR);
    const at = { ...from, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber };
    expect(await trial.asOwner('GetShardIterator', at)).toMatch(/^TrimmedDataAccessException: The operation attempted/);
    expect(await trial.asOwner('GetRecords', { ShardIterator })).toMatch(/^TrimmedDataAccessException: /);
  });

  test('needs both sides, and each action on its own', async () => {
    const StreamArn = trial.streamArn;
    await trial.asOwner('PutResourcePolicy', {
      ResourceArn: StreamArn,
      Policy: policyOf({ Action: ['dynamodb:GetShardIterator', 'dynamodb:GetRecords'] }),
    });
    trial.staged.pass(10);
    await trial.put('1');
    const input = { StreamArn, ShardId: await trial.shard(), ShardIteratorType: 'TRIM_HORIZON' };
    const iterator = await trial.asReader('GetShardIterator', input);
    expect(await trial.asReader('GetRecords', iterator as object)).toMatchObject({
      Records: [{ eventName: 'INSERT' }],
    });
    expect(await trial.asReader('DescribeStream', { StreamArn })).toMatch(/no resource-based policy allows/);
    await trial.asOther('iam:DetachRolePolicy', {
      RoleName: 'CrossAccountStreamProcessor',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole',
    });
    trial.staged.pass(10);
    expect(await trial.asReader('GetRecords', iterator as object)).toMatch(/no identity-based policy allows/);
    expect(await trial.asReader('ListStreams')).toMatch(/dynamodb:ListStreams on resource: \*/);
  });
});

test('what was read is measured for the stream’s owner', async () => {
  await trial.put('1');
  await trial.records();
  const Dimensions = [
    { Name: 'Operation', Value: 'GetRecords' },
    { Name: 'StreamLabel', Value: '2026-01-05T12:00:00.000' },
    { Name: 'TableName', Value: 'Orders' },
  ];
  const Metric = { Namespace: 'AWS/DynamoDB', MetricName: 'ReturnedRecordsCount', Dimensions };
  const asked = await trial.staged.ask(trial.staged.administrator('999900009999'), 'monitoring:GetMetricData', {
    MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } }],
    StartTime: new Date(Date.UTC(2026, 0, 5)),
    EndTime: new Date(Date.UTC(2026, 0, 6)),
  });
  expect(asked).toMatchObject({ MetricDataResults: [{ Values: [1] }] });
});

test('two may read a shard at the same time, and a third may when one of them has stopped', async () => {
  const iterator = (await iterate('LATEST')) as object;
  const as = (who: string) => {
    const principal = {
      type: 'user',
      arn: `arn:aws:iam::999900009999:user/${who}`,
      accountId: '999900009999',
    } as const;
    const administrator = trial.staged.administrator('999900009999');
    const uniqueId = 'uniqueId' in administrator.principal ? administrator.principal.uniqueId : undefined;
    const caller = { ...administrator, principal: { ...principal, ...(uniqueId ? { uniqueId } : {}) } };
    return trial.staged.ask(caller, 'dynamodb:GetRecords', iterator);
  };
  expect(await as('one')).toHaveProperty('Records');
  expect(await as('two')).toHaveProperty('Records');
  expect(await as('three')).toBe('LimitExceededException: Rate exceeded');
  trial.staged.pass(4);
  expect(await as('one')).toHaveProperty('Records');
  trial.staged.pass(4);
  expect(await as('three')).toHaveProperty('Records');
});

test('streams are listed five times a second and described ten times', async () => {
  const answers: unknown[] = [];
  for (let count = 0; count < 6; count += 1) answers.push(await trial.asOwner('ListStreams'));
  expect(answers.at(-2)).toHaveProperty('Streams');
  expect(answers.at(-1)).toBe('ThrottlingException: Rate exceeded');
  for (let count = 0; count < 11; count += 1)
    answers.push(await trial.asOwner('DescribeStream', { StreamArn: trial.streamArn }));
  expect(answers.at(-2)).toHaveProperty('StreamDescription');
  expect(answers.at(-1)).toBe('ThrottlingException: Rate exceeded');
});

test('a stream of another Region is not found there, and a table’s ARN is no stream’s', async () => {
  const StreamArn = trial.streamArn.replace('us-east-1', 'eu-west-1');
  expect(await trial.asOwner('DescribeStream', { StreamArn })).toMatch(/^ResourceNotFoundException: /);
  expect(await trial.asOwner('DescribeStream', { StreamArn: tableArn })).toMatch(/^ValidationException: /);
});
