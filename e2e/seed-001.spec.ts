import { GetResourcePolicyCommand } from '@aws-sdk/client-kinesis';
import { Wizard } from './pages/wizard';
import { expect, streamArn, test } from './practice';

test('the stream shared by the console’s visual editor lacks one action; two changes mend it and a record arrives', async ({
  page,
}) => {
  const wizard = new Wizard(page);
  await wizard.plan('kds-sharing-example1', 'kds-reader1');

  await expect(wizard.heading('2 changes in 2 accounts')).toBeVisible();
  await expect(wizard.lacking()).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'What the wire needs' })).toContainText('kinesis:DescribeStream');
  await wizard.apply(2);
  await wizard.applied(2);

  await page.getByLabel('Partition key').fill('DUMMY1');
  await page.getByLabel('Data (JSON)').fill('{"this_is": "test record"}');
  await wizard.button('Put the record on kds-sharing-example1').click();
  await expect(page.getByText('The record arrived in')).toBeVisible({ timeout: 60_000 });
  const legs = page.getByRole('list', { name: 'The record’s way' }).getByRole('listitem');
  await expect(legs).toHaveCount(4);
  for (const leg of await legs.all()) await expect(leg).toContainText(/\d (ms|s)/);
  await expect(page.getByText("'partitionKey': 'DUMMY1'")).toContainText(
    "'data': 'eyJ0aGlzX2lzIjogInRlc3QgcmVjb3JkIn0='",
  );
});

test('a second run of the same wizard has nothing to do', async ({ page }) => {
  const wizard = new Wizard(page);
  await wizard.plan('kds-sharing-example1', 'kds-reader1');
  await wizard.apply(2);
  await wizard.applied(2);
  await wizard.plan('kds-sharing-example1', 'kds-reader1');
  await expect(wizard.heading('Nothing to do')).toBeVisible();
});

test('from nothing granted at all, the plan grows to three changes and works', async ({ page }) => {
  const wizard = new Wizard(page);
  await wizard.plan('orders-raw', 'orders-indexer');
  await expect(wizard.heading('3 changes in 2 accounts')).toBeVisible();
  await wizard.apply(3);
  await wizard.applied(3);
  await wizard.button('Put the record on orders-raw').click();
  await expect(page.getByText('The record arrived in')).toBeVisible({ timeout: 60_000 });
});

test('somebody else’s statement is there byte for byte after apply and after undo', async ({ page, practice }) => {
  const read = async () => {
    const command = new GetResourcePolicyCommand({ ResourceARN: streamArn('clickstream') });
    return (await practice.producer.kinesis.send(command)).Policy ?? '';
  };
  const before = await read();
  const statement = before.slice(
    before.indexOf('{', before.indexOf('[')),
    before.lastIndexOf('}', before.lastIndexOf(']')) + 1,
  );
  expect(statement).toContain('"Sid"');

  const wizard = new Wizard(page);
  await wizard.plan('clickstream', 'sessionize');
  await expect(page.getByText('1 statement written by others on clickstream stays as it is.')).toBeVisible();
  await wizard.button(/^Apply \d changes$/).click();
  await expect(wizard.heading(/changes applied/)).toBeVisible({ timeout: 60_000 });
  const applied = await read();
  expect(applied).not.toBe(before);
  expect(applied).toContain(statement);

  await page.getByRole('button', { name: 'Undo everything done' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Undo \d changes$/ })
    .click();
  await expect(page.getByText('Everything is undone')).toBeVisible({ timeout: 60_000 });
  expect(await read()).toBe(before);
});
