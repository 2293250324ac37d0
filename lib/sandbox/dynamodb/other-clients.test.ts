import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stageWorld } from '@/lib/trial/sandbox/staged-world';
import { practiceAccounts } from '../accounts';
import { handle } from '../handle';
import { type Endpoint, openEndpoint } from '../server';

const run = promisify(execFile);
const canRun = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasAws = canRun('aws', '--version');
const hasBoto3 = canRun('python3', '-c', 'import boto3');
/** They are other programs, and the machine may be busy. */
const patience = 120_000;

let endpoint: Endpoint;

beforeAll(async () => {
  const { world } = await stageWorld(Date.now());
  const clock = { scale: 0, now: Date.now, after: Date.now };
  endpoint = await openEndpoint(0, (request) => handle(world, clock, request));
});

afterAll(() => endpoint.close());

function environment(): NodeJS.ProcessEnv {
  const { accessKeyId, secretAccessKey } = practiceAccounts.find(({ name }) => name === 'producer') ?? {};
  return {
    ...process.env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${endpoint.port}`,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_PAGER: '',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

async function aws(...args: string[]) {
  const { stdout } = await run('aws', [...args, '--output', 'json'], { env: environment() });
  return JSON.parse(stdout);
}

test.runIf(hasAws)(
  'the aws CLI makes a table, shares its stream and looks at it',
  async () => {
    const { TableDescription } = await aws(
      ...['dynamodb', 'create-table', '--table-name', 'Orders', '--billing-mode', 'PAY_PER_REQUEST'],
      ...['--attribute-definitions', 'AttributeName=OrderId,AttributeType=S'],
      ...['--key-schema', 'AttributeName=OrderId,KeyType=HASH'],
      ...['--stream-specification', 'StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES'],
    );
    const arn = TableDescription.LatestStreamArn;
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: '888800008888' }, Action: 'dynamodb:DescribeStream', Resource: '*' },
    ];
    const policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const expected = ['--expected-revision-id', 'NO_POLICY', '--confirm-remove-self-resource-access'];
    const put = ['dynamodb', 'put-resource-policy', '--resource-arn', arn, '--policy', policy];
    const { RevisionId } = await aws(...put, ...expected);
    expect(await aws('dynamodb', 'get-resource-policy', '--resource-arn', arn)).toEqual({ Policy: policy, RevisionId });
    const { StreamDescription } = await aws('dynamodbstreams', 'describe-stream', '--stream-arn', arn);
    expect(StreamDescription).toMatchObject({ StreamStatus: 'ENABLED', Shards: [{ ShardId: expect.any(String) }] });
    const again = run('aws', [...put, ...expected], { env: environment() });
    await expect(again).rejects.toMatchObject({
      stderr: expect.stringContaining('An error occurred (PolicyNotFoundException) when calling the PutResourcePolicy'),
    });
  },
  patience,
);

const script = `
import boto3, json, sys
from decimal import Decimal
from boto3.dynamodb.conditions import Attr, Key
resource = boto3.resource('dynamodb')
table = resource.create_table(
  TableName='Carts', BillingMode='PAY_PER_REQUEST',
  AttributeDefinitions=[{'AttributeName': 'CartId', 'AttributeType': 'S'}],
  KeySchema=[{'AttributeName': 'CartId', 'KeyType': 'HASH'}],
  StreamSpecification={'StreamEnabled': True, 'StreamViewType': 'KEYS_ONLY'})
table.wait_until_exists()
table.put_item(Item={'CartId': 'a', 'cents': Decimal('12.50'), 'skus': {'x', 'y'}, 'gift': None})
table.update_item(Key={'CartId': 'a'}, UpdateExpression='SET cents = cents + :c',
  ExpressionAttributeValues={':c': Decimal(1)}, ConditionExpression=Attr('skus').contains('x'))
with table.batch_writer() as writer:
  for number in range(30): writer.put_item(Item={'CartId': str(number)})
streams = boto3.client('dynamodbstreams')
stream = streams.list_streams(TableName='Carts')['Streams'][0]['StreamArn']
shard = streams.describe_stream(StreamArn=stream)['StreamDescription']['Shards'][0]['ShardId']
iterator = streams.get_shard_iterator(StreamArn=stream, ShardId=shard, ShardIteratorType='TRIM_HORIZON')['ShardIterator']
answers = {
  'cents': str(table.query(KeyConditionExpression=Key('CartId').eq('a'))['Items'][0]['cents']),
  'count': table.scan(Select='COUNT')['Count'],
  'events': [record['eventName'] for record in streams.get_records(ShardIterator=iterator, Limit=3)['Records']],
}
try:
  table.put_item(Item={'CartId': 'a'}, ConditionExpression=Attr('CartId').not_exists())
except resource.meta.client.exceptions.ConditionalCheckFailedException:
  answers['refused'] = True
json.dump(answers, sys.stdout)
`;

test.runIf(hasBoto3)(
  'boto3 writes items as a resource and reads their changes',
  async () => {
    const { stdout } = await run('python3', ['-c', script], { env: environment() });
    expect(JSON.parse(stdout)).toEqual({
      cents: '13.5',
      count: 31,
      events: ['INSERT', 'MODIFY', 'INSERT'],
      refused: true,
    });
  },
  patience,
);
