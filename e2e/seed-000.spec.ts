import { expectAccessible } from './accessible';
import { LogPage } from './pages/log';
import { WirePage } from './pages/wire';
import { Wizard } from './pages/wizard';
import { expect, test } from './practice';
import { snapshot } from './snapshot';

const stream = 'kds-cross-account-stream';
const reader = 'kds-cross-account-stream-efo-consumer';
const role = 'kds-cross-account-stream-consumer-lambda-execution-role';
const fanOut = 'Kinesis, enhanced fan-out';

test('the whole solution is one plan and one apply; its record arrives; and taken away, nothing of it stays', async ({
  page,
  practice,
}) => {
  const ends = { stream, reader, role };
  const before = await snapshot(practice, ends);
  const wizard = new Wizard(page);
  await wizard.plan(stream, reader, fanOut);
  await expect(wizard.heading('7 changes in 2 accounts')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What it will cost' })).toContainText('its one open shard');
  const changes = page.getByRole('tabpanel', { name: 'Changes, in order' });
  await expect(changes).toContainText(
    /RegisterStreamConsumer.*AttachRolePolicy.*PutRolePolicy.*PutResourcePolicy.*PutResourcePolicy.*PutKeyPolicy.*CreateEventSourceMapping/s,
  );
  await expect(changes.getByText('Known after apply')).toHaveCount(2);
  await expectAccessible(page);
  await wizard.apply(7);
  await wizard.applied(7);
  const arn = (await snapshot(practice, ends)).consumers[0]?.arn ?? '';
  await expect(page.getByRole('region', { name: 'Run' })).toContainText(arn);

  await page.getByLabel('Partition key').fill('samplepartitionkey3');
  await page.getByLabel('Data (JSON)').fill('sampledatarecord');
  await wizard.button(`Put the record on ${stream}`).click();
  await expect(page.getByText('The record arrived in')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const log = await LogPage.open(page, stream, reader, '&mode=history');
  await expect(log.lines.getByText('samplepartitionkey3: sampledatarecord')).toBeVisible();

  const wire = new WirePage(page);
  await wire.open(stream, reader);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${stream}→${reader}→${reader}`);
  await wire.resultIs('OK');
  await expect(wire.rows()).toHaveCount(0);
  await page.getByRole('link', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: '7 changes in 2 accounts' })).toBeVisible();
  await page.getByLabel(`Type ${reader} to confirm`).fill(reader);
  await page.getByRole('button', { name: 'Remove the wire: 7 changes' }).click();
  await expect(page.getByRole('heading', { name: 'The wire is removed' })).toBeVisible();
  await expect.poll(() => snapshot(practice, ends)).toEqual(before);
});

test('the key may be opened by a grant instead, which the key’s policy does not show', async ({ page, practice }) => {
  const ends = { stream, reader, role };
  const before = await snapshot(practice, ends);
  const wizard = new Wizard(page);
  await wizard.source(stream, fanOut);
  await page.getByLabel('Name of the new consumer').fill('by grant');
  await expect(page.getByText('Kinesis takes 1 to 128 letters, digits, and _ . -')).toBeVisible();
  await expect(wizard.button('Choose the reader')).toBeDisabled();
  await page.getByLabel('Name of the new consumer').fill('by-grant');
  await wizard.button('Choose the reader').click();
  await wizard.choose('Function name or ARN', reader);
  await wizard.button('Review the settings').click();
  await page.getByRole('radio', { name: /^Grant/ }).click();
  await expectAccessible(page);
  await wizard.button('Make the plan').click();
  await expect(page.getByRole('tabpanel')).toContainText('kms:CreateGrant');
  await expect(page).toHaveURL(/consumerName=by-grant.*key=grant/);
  await wizard.apply(7);
  await wizard.applied(7);
  const after = await snapshot(practice, ends);
  expect(after.key?.policy).toBe(before.key?.policy);
  expect(after.key?.grants).toHaveLength(1);
  expect(after.consumers.map(({ arn }) => arn)).toEqual([expect.stringContaining('/consumer/by-grant:')]);

  await page.getByRole('link', { name: 'Open the wire' }).first().click();
  await page.getByRole('tab', { name: 'Policies' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Policies' });
  await expect(panel.getByText(after.key?.grants[0] ?? '', { exact: true })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Resource policy of the consumer by-grant' })).toBeVisible();
  await expectAccessible(page);
});

test('a stream under the AWS managed key is said to be one before anything else is asked', async ({ page }) => {
  const wizard = new Wizard(page);
  await wizard.source('audit-trail', fanOut);
  await expect(page.getByText('audit-trail is encrypted with the AWS managed key')).toBeVisible();
  await expect(page.getByText('aws kinesis start-stream-encryption')).toContainText('stream/audit-trail');
  await expect(wizard.button('Choose the reader')).toBeDisabled();
  await expectAccessible(page);
});

test('a consumer that somebody subscribes through is said to be taken, and its pasted ARN is understood', async ({
  page,
  practice,
}) => {
  const { consumers } = await snapshot(practice, {
    stream: 'search-queries',
    reader: 'search-trends',
    role: 'search-trends-role-h2v7q9lc',
  });
  const wizard = new Wizard(page);
  await wizard.source('search-queries', fanOut);
  await expect(page.getByRole('radio', { name: /search-trends ACTIVE/ })).toContainText(
    'search-trends in analytics subscribes through it',
  );
  await page.getByLabel('Stream name or ARN').fill(consumers[0]?.arn ?? '');
  await expect(page.getByRole('radio', { name: /search-trends ACTIVE/ })).toBeChecked();
  await wizard.button('Choose the reader').click();
  await wizard.choose('Function name or ARN', reader);
  await wizard.button('Review the settings').click();
  await wizard.button('Make the plan').click();
  await expect(page.getByText('This plan cannot be applied')).toBeVisible();
  await expect(page.getByText(/search-trends already subscribes through search-trends/).first()).toBeVisible();
});
