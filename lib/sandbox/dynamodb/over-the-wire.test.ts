import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
  PutItemCommand,
  PutResourcePolicyCommand,
  ResourceInUseException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  LimitExceededException,
  ListStreamsCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { practiceAccounts } from '../accounts';
import { handle } from '../handle';
import { type Endpoint, openEndpoint } from '../server';

let staged: StagedWorld;
let endpoint: Endpoint;
let tables: DynamoDBClient;
let streams: DynamoDBStreamsClient;
let others: DynamoDBStreamsClient;
/** How far the accounts' time is ahead of the clients', whose signatures are compared with it. */
let passed = 0;

beforeAll(async () => {
  staged = await stageWorld(Date.now());
  endpoint = await openEndpoint(0, (request) => handle(staged.world, staged.clock, request));
  tables = new DynamoDBClient(settings('producer'));
  streams = new DynamoDBStreamsClient(settings('producer'));
  others = new DynamoDBStreamsClient(settings('consumer'));
});

afterAll(async () => {
  for (const client of [tables, streams, others]) client.destroy();
  await endpoint.close();
});

function settings(account: string) {
  const { accessKeyId = '', secretAccessKey = '' } = practiceAccounts.find(({ name }) => name === account) ?? {};
  return {
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  };
}

function pass(seconds: number): void {
  staged.pass(seconds);
  passed += seconds * 1000;
  for (const client of [tables, streams, others]) client.config.systemClockOffset = passed;
}

const TableName = 'Orders';

test('the unmodified clients make a table, share its stream, read its changes and end both', async () => {
  const { TableDescription } = await tables.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      Tags: [{ Key: 'team', Value: 'checkout' }],
    }),
  );
  const StreamArn = TableDescription?.LatestStreamArn ?? '';
  pass(10);
  const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    CreationDateTime: expect.any(Date),
    LatestStreamArn: StreamArn,
  });

  const Item = { OrderId: { S: '1' }, bytes: { B: new Uint8Array([0, 255]) }, lines: { L: [{ N: '1.50' }] } };
  await tables.send(new PutItemCommand({ TableName, Item }));
  const again = new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(OrderId)' });
  await expect(tables.send(again)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  const Key = { OrderId: { S: '1' } };
  const stored = { ...Item, lines: { L: [{ N: '1.5' }] } };
  expect((await tables.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(stored);
  await tables.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: 'REMOVE #b',
      ExpressionAttributeNames: { '#b': 'bytes' },
    }),
  );
  const gone = tables.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        {
          Delete: {
            TableName,
            Key,
            ConditionExpression: 'attribute_exists(bytes)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ],
    }),
  );
  await expect(gone).rejects.toBeInstanceOf(TransactionCanceledException);
  await expect(gone).rejects.toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: Key }] });
  await tables.send(new DeleteItemCommand({ TableName, Key }));

  expect((await streams.send(new ListStreamsCommand({ TableName }))).Streams).toMatchObject([{ StreamArn }]);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records?.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  expect(Records?.[0]?.dynamodb?.NewImage).toEqual(stored);

  const foreign = others.send(new DescribeStreamCommand({ StreamArn }));
  await expect(foreign).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: '888800008888' }, Action: 'dynamodb:DescribeStream', Resource: '*' },
  ];
  const lock = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'dynamodb:DeleteResourcePolicy', Resource: '*' };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const put = (more: object = {}) =>
    tables.send(
      new PutResourcePolicyCommand({ ResourceArn: StreamArn, Policy, ExpectedRevisionId: 'NO_POLICY', ...more }),
    );
  const { RevisionId } = await put();
  await expect(put()).rejects.toBeInstanceOf(PolicyNotFoundException);
  const early = put({
    ExpectedRevisionId: RevisionId,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [...Statement, lock] }),
  });
  await expect(early).rejects.toBeInstanceOf(ResourceInUseException);
  pass(20);
  expect(await tables.send(new GetResourcePolicyCommand({ ResourceArn: StreamArn }))).toMatchObject({
    Policy,
    RevisionId,
  });
  expect(await others.send(new DescribeStreamCommand({ StreamArn }))).toHaveProperty('StreamDescription');
  await tables.send(new DeleteResourcePolicyCommand({ ResourceArn: StreamArn, ExpectedRevisionId: RevisionId }));

  const tooMany = streams.send(new GetRecordsCommand({ ShardIterator, Limit: 5000 }));
  await expect(tooMany).rejects.toBeInstanceOf(LimitExceededException);
  pass(1000);
  const late = streams.send(new GetRecordsCommand({ ShardIterator }));
  await expect(late).rejects.toBeInstanceOf(ExpiredIteratorException);
  await tables.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
  pass(86_300);
  const SequenceNumber = Records?.[0]?.dynamodb?.SequenceNumber;
  const old = new GetShardIteratorCommand({ ...from, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber });
  await expect(streams.send(old)).rejects.toBeInstanceOf(TrimmedDataAccessException);
  pass(200);
  await expect(streams.send(new DescribeStreamCommand({ StreamArn }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  const deleted = await tables.send(new DeleteTableCommand({ TableName }));
  expect(deleted.TableDescription?.TableStatus).toBe('DELETING');
});
