import { ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetResourcePolicyCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { expectAccessible } from './accessible';
import { WirePage } from './pages/wire';
import { applyPlan, makePlan } from './plans';
import { expect, type Practice, streamArn, test } from './practice';

test('a broken wire shows the one row that is missing, and the statement behind each', async ({ page }) => {
  const wire = new WirePage(page);
  await wire.open('inventory-updates', 'stock-sync');
  await expect(page.getByText('The resource policy does not allow kinesis:DescribeStream')).toBeVisible();
  await expect(wire.result).toHaveText(/^PROBLEM: Cannot access stream/);
  await expect(wire.rows()).toHaveCount(1);
  await expect(wire.rows()).toContainText('missing');
  await expectAccessible(page);

  const missing = wire.rows().getByRole('button', { name: 'kinesis:DescribeStream' }).first();
  await missing.click();
  await expect(wire.grant).toContainText('does not allow kinesis:DescribeStream to this role');
  await expect(wire.grant.getByRole('link', { name: 'Where AWS says so' })).toHaveAttribute('href', /docs\.aws/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(wire.grant).toBeHidden();
  await expect(missing).toBeFocused();

  await page.getByRole('button', { name: /grants match/ }).click();
  await wire.verdicts.getByRole('button', { name: 'kinesis:GetRecords' }).first().click();
  await expect(wire.grant.locator('mark')).toContainText('"StockSync"');
  // The address follows a moment after the screen.
  await expect(page).toHaveURL(/GetRecords/);
  const opened = page.url();
  await page.goto('about:blank');
  await page.goto(opened);
  await expect(wire.grant.locator('mark')).toContainText('"StockSync"');
});

test('the fix is reviewed in the wizard with everything filled in, and the wire flows again', async ({
  page,
  practice,
}) => {
  const wire = new WirePage(page);
  await wire.open('inventory-updates', 'stock-sync');
  await page.getByRole('link', { name: 'Review the fix' }).click();
  await expect(page.getByRole('heading', { name: '1 change in 1 account' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'The wire so far' })).toContainText('stock-sync');
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await expect(page.getByRole('heading', { name: '1 change applied' })).toBeVisible();
  await page.getByRole('link', { name: 'Open the wire' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'inventory-updates → stock-sync' })).toBeVisible();

  await put(practice, 'inventory-updates', { sku: 'sku-1' });
  await wire.resultIs('OK');
  await expect(page.getByText('Flowing').first()).toBeVisible();
  await expect(wire.rows()).toHaveCount(0);
  await wire.tab('Activity');
  await expect(page.getByRole('tabpanel')).toContainText('Resource policy of the stream inventory-updates');
});

test('both sides’ policies stand statement by statement', async ({ page }) => {
  const wire = new WirePage(page);
  await wire.open('payments-ledger', 'ledger-projector', '?tab=policies');
  const panel = page.getByRole('tabpanel', { name: 'Policies' });
  await expect(panel.getByText('LedgerProjector', { exact: true })).toBeVisible();
  await expect(panel).toContainText('of 20,480 bytes');
  await expect(panel.getByRole('heading', { name: 'read-payments-ledger' })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Trust policy' })).toBeVisible();
  await expect(panel).toContainText('lambda.amazonaws.com');
  await expectAccessible(page);
});

test('the log is followed as it is written, and searched in its history', async ({ page, practice }) => {
  const wire = new WirePage(page);
  await wire.open('payments-ledger', 'ledger-projector', '?tab=logs');
  const lines = page.getByRole('log', { name: 'Log lines of ledger-projector' });
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(page.getByRole('status').getByText('Following')).toBeVisible();
  await put(practice, 'payments-ledger', { payment: 'pay-followed' });
  await expect(lines.getByText(/booked payment pay-followed from record \d+/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped by you')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'History' }).click();
  await expect(lines.getByText(/^START RequestId/).first()).toBeVisible();
  await page.getByLabel('Filter pattern').fill('"pay-followed"');
  await page.getByLabel('Filter pattern').press('Enter');
  await expect(page.getByRole('status').getByText('1 line shown')).toBeVisible();
  await expect(lines).toContainText('pay-followed');
  await expect(page).toHaveURL(/filter=/);
  await expectAccessible(page);
});

test('a removal goes in the order in which AWS lets go, leaves what is not ours, and can be undone', async ({
  page,
  practice,
}) => {
  const { producer, consumer } = practice;
  const policy = async () => {
    const read = new GetResourcePolicyCommand({ ResourceARN: streamArn('clickstream') });
    return (await producer.kinesis.send(read)).Policy;
  };
  const attached = async () => {
    const list = new ListAttachedRolePoliciesCommand({ RoleName: 'orders-indexer-role-4t8w2yfm' });
    return (await consumer.iam.send(list)).AttachedPolicies?.map(({ PolicyName }) => PolicyName);
  };
  const mappings = async () => {
    const list = new ListEventSourceMappingsCommand({ FunctionName: 'orders-indexer' });
    return (await consumer.lambda.send(list)).EventSourceMappings?.map(({ State }) => State);
  };
  const before = await policy();
  const wire = new WirePage(page);
  await applyPlan(page.request, await makePlan(page.request, 'clickstream', 'orders-indexer'));
  const wired = await policy();
  expect(wired).not.toBe(before);
  expect(await attached()).toContain('AWSLambdaKinesisExecutionRole');

  await wire.open('clickstream', 'orders-indexer');
  await page.getByRole('link', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: '3 changes in 2 accounts' })).toBeVisible();
  await expect(page.getByRole('tabpanel')).toContainText(
    /DeleteEventSourceMapping.*kinesis:PutResourcePolicy.*iam:DetachRolePolicy/s,
  );
  await expect(page.getByText('1 statement written by others on clickstream stays as it is.')).toBeVisible();
  await expectAccessible(page);
  const remove = page.getByRole('button', { name: 'Remove the wire: 3 changes' });
  await expect(remove).toBeDisabled();
  await page.getByLabel('Type orders-indexer to confirm').fill('orders-indexer');
  await remove.click();
  await expect(page.getByRole('heading', { name: 'The wire is removed' })).toBeVisible();
  await expectAccessible(page);
  expect(await mappings()).toEqual([]);
  expect(await policy()).toBe(before);
  expect(await attached()).toEqual(['AWSLambdaBasicExecutionRole']);

  await page.getByRole('button', { name: 'Undo everything done' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo 3 changes' }).click();
  await expect(page.getByRole('heading', { name: 'Everything is undone' })).toBeVisible();
  expect(await policy()).toBe(wired);
  expect(await attached()).toContain('AWSLambdaKinesisExecutionRole');
  await expect.poll(mappings).toEqual(['Enabled']);
});

async function put({ producer }: Practice, stream: string, record: object): Promise<void> {
  const Data = Buffer.from(JSON.stringify(record));
  await producer.kinesis.send(new PutRecordCommand({ StreamARN: streamArn(stream), PartitionKey: 'k', Data }));
}
