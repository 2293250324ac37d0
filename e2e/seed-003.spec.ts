import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { AttachRolePolicyCommand, CreateRoleCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { expectAccessible } from './accessible';
import { Board } from './pages/board';
import { LogPage } from './pages/log';
import { WirePage } from './pages/wire';
import { Wizard } from './pages/wizard';
import { expect, type Practice, test } from './practice';

const table = 'Orders';
const reader = 'ProcessOrders';
const role = 'CrossAccountStreamProcessor';
const kind = 'DynamoDB stream';

/** The table, role and function of the post, before anything joins them. */
async function makeEnds({ producer, consumer }: Practice): Promise<DynamoDBClient> {
  const dynamodb = new DynamoDBClient(producer.config);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const made = await consumer.iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument }));
  const logs = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  await consumer.iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: logs }));
  const code = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };';
  await consumer.lambda.send(
    new CreateFunctionCommand({
      FunctionName: reader,
      Role: made.Role?.Arn,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) },
    }),
  );
  return dynamodb;
}

async function standing({ consumer }: Practice, dynamodb: DynamoDBClient) {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
  const { Items } = await dynamodb.send(new ScanCommand({ TableName: table }));
  const { AttachedPolicies } = await consumer.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
  const mappings = await consumer.lambda.send(new ListEventSourceMappingsCommand({ FunctionName: reader }));
  return {
    stream: Table?.StreamSpecification?.StreamEnabled ?? false,
    items: Items,
    attached: AttachedPolicies,
    mappings: mappings.EventSourceMappings?.length,
  };
}

test('from a table without a stream to an INSERT in the log; removed, both accounts are as before', async ({
  page,
  practice,
}) => {
  const dynamodb = await makeEnds(practice);
  const before = await standing(practice, dynamodb);
  const wizard = new Wizard(page);
  await wizard.plan(table, reader, kind);
  await expect(wizard.heading('4 changes in 2 accounts')).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Changes, in order' })).toContainText(
    /AttachRolePolicy.*UpdateTable.*PutResourcePolicy.*CreateEventSourceMapping/s,
  );
  await expectAccessible(page);
  await wizard.apply(4);
  await wizard.applied(4);
  await expect(page.getByText('Two events fire, an INSERT and a REMOVE')).toBeVisible();
  await expect(page.getByText('OrderId S')).toBeVisible();
  await expect(page.getByLabel('Partition key')).toBeHidden();
  await wizard.button(`Put the item into ${table}`).click();
  await expect(page.getByText('The record arrived in')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);

  const wires = (await (await page.request.get('/api/wires')).json()).wires;
  const { id } = wires.find((wire: { readerArn: string | null }) => wire.readerArn?.endsWith(`:${reader}`));
  await page.goto(`/wires/${id}?tab=logs&mode=history`);
  await expect(new LogPage(page, reader).lines.getByText('"eventName":"INSERT"').first()).toBeVisible();
  await page.goto(`/wires/${id}`);
  const wire = new WirePage(page);
  await wire.resultIs('OK');
  await expect(wire.rows()).toHaveCount(0);
  await page.getByRole('link', { name: 'Remove' }).click();
  await page.getByLabel(`Type ${reader} to confirm`).fill(reader);
  await page.getByRole('button', { name: /^Remove the wire: \d changes$/ }).click();
  await expect(page.getByRole('heading', { name: 'The wire is removed' })).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => standing(practice, dynamodb)).toEqual(before);
});

test('the board says why each broken wire of a table is broken', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  const says = (source: string, reason: string | RegExp) =>
    expect(
      board.bank
        .page()
        .getByRole('button', { name: new RegExp(`^${source} to `) })
        .first(),
    ).toContainText(reason);
  await says('shopping-carts', 'The policy is on the table shopping-carts');
  await says('product-catalogue', 'The stream of product-catalogue was switched on again');
  await says('customer-profiles', 'The table is encrypted with the AWS managed key');
  await expectAccessible(page);
});

test('a stream that its owner switches off and on: the wire says so, and one plan mends it', async ({
  page,
  practice,
}) => {
  const dynamodb = new DynamoDBClient(practice.producer.config);
  const TableName = 'order-status';
  const wires = (await (await page.request.get('/api/wires')).json()).wires;
  const { id } = wires.find((wire: { sourceArn: string }) => wire.sourceArn.endsWith(`:table/${TableName}`));
  await dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
  const on = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
  await dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification: on }));
  await page.goto(`/wires/${id}`);
  await expect(page.getByText(`The stream of ${TableName} was switched on again`).first()).toBeVisible();
  await page.getByRole('link', { name: 'Review the fix' }).first().click();
  const wizard = new Wizard(page);
  await wizard.button(/^Apply \d changes$/).click();
  await expect(wizard.heading(/changes applied/)).toBeVisible({ timeout: 60_000 });
  await page.goto(`/wires/${id}`);
  await expect(new WirePage(page).rows()).toHaveCount(0);
});
