import { CreateRoleCommand, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { Wizard } from './pages/wizard';
import { expect, test } from './practice';

const roleArn = 'arn:aws:iam::888800008888:role/tributary/second';

async function connect(page: Page): Promise<void> {
  await page.goto('/connections');
  await page.getByRole('link', { name: 'Connect an account' }).click();
  await page.getByLabel('Name').fill('second-look');
  await page.getByLabel('Role ARN').fill(roleArn);
  await page.getByRole('button', { name: 'Go on to the role' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'second-look' })).toBeVisible();
}

test('both practice accounts are listed, and a check of one passes from end to end', async ({ page }) => {
  await page.goto('/connections');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['orders-platform', 'analytics']);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'analytics' }).click();
  const check = page.getByRole('region', { name: 'Check' });
  await expect(check).toContainText('Ready: nothing fails.');
  await expect(check).toContainText('The role asks for the external ID');
  await expect(check).toContainText('The account is 888800008888');
  await expect(check).toContainText(/\d+ rights are granted/);
  for (const state of ['failed', 'not tried', 'unknown'])
    await expect(check.getByText(state, { exact: true })).toBeHidden();
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('the role to make is offered in four forms, and the page turns ready by itself once it is made', async ({
  page,
  practice,
}) => {
  await connect(page);
  const check = page.getByRole('region', { name: 'Check' });
  await expect(check).toContainText('Not ready. Trying again by itself every 5 seconds.');
  const failure = check.getByRole('listitem').filter({ hasText: 'The role exists' });
  await expect(failure.getByText(`There is no role ${roleArn} in account 888800008888.`)).toBeVisible();
  await expect(failure.getByText('Read through analytics, which reaches the same account.')).toBeVisible();
  const refused = check.getByRole('listitem').filter({ hasText: 'The role can be assumed' });
  await refused.getByText('The role can be assumed').click();
  await expect(refused.getByText(/is not authorized to perform: sts:AssumeRole on resource/)).toBeVisible();
  await expectAccessible(page);

  const panel = page.getByRole('tabpanel');
  for (const [form, text] of [
    ['Quick create', 'Practice accounts have no CloudFormation.'],
    ['CloudFormation', 'AWSTemplateFormatVersion'],
    ['Terraform', 'aws_iam_role'],
    ['aws CLI', 'aws iam create-role'],
  ] as const) {
    await page.getByRole('tab', { name: form }).click();
    await expect(panel).toContainText(text);
  }
  const document = async (name: string) =>
    (await panel
      .locator('figure', { has: page.getByText(name, { exact: true }) })
      .locator('pre')
      .textContent()) ?? '';
  const AssumeRolePolicyDocument = await document('trust-policy.json');
  const PolicyDocument = await document('permissions.json');
  const RoleName = 'second';
  await practice.consumer.iam.send(new CreateRoleCommand({ RoleName, Path: '/tributary/', AssumeRolePolicyDocument }));
  await practice.consumer.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'tributary', PolicyDocument }));
  await expect(check).toContainText('Ready: nothing fails.');
  await expect(page.getByText('How the role is made')).toBeVisible();
});

test('a wrong external ID is found and named, and what is pasted mends it', async ({ page, practice }) => {
  await connect(page);
  const facts = page.getByRole('region', { name: 'What this connection is made of' });
  const externalId = /External ID([\w-]{36})/.exec((await facts.textContent()) ?? '')?.[1] ?? 'none';
  const panel = page.getByRole('tabpanel');
  await page.getByRole('tab', { name: 'aws CLI' }).click();
  const offered = (name: string) =>
    panel.locator('figure', { has: page.getByText(name, { exact: true }) }).locator('pre');
  const trust = (await offered('trust-policy.json').textContent()) ?? '';
  const wrong = 'e0a1f6f4-9a68-4d5c-8c0b-2f2f8c1d7b11';
  await practice.consumer.iam.send(
    new CreateRoleCommand({
      RoleName: 'second',
      Path: '/tributary/',
      AssumeRolePolicyDocument: trust.replace(externalId, wrong),
    }),
  );
  const PolicyDocument = (await offered('permissions.json').textContent()) ?? '';
  await practice.consumer.iam.send(
    new PutRolePolicyCommand({ RoleName: 'second', PolicyName: 'tributary', PolicyDocument }),
  );

  const sentence = `The trust policy asks for the external ID ${wrong}. This connection sends ${externalId}.`;
  await expect(page.getByText(sentence).first()).toBeVisible();
  const check = page.getByRole('region', { name: 'Check' });
  await expect(check.getByText('failed', { exact: true })).toHaveCount(1);
  const row = check.getByRole('listitem').filter({ hasText: 'The role asks for the external ID' });
  await expect(row.getByText(sentence)).toBeVisible();
  await expect(row.getByText('aws iam update-assume-role-policy --role-name second')).toBeVisible();
  await expectAccessible(page);
  const paste = row.locator('figure', { has: page.getByText('To paste', { exact: true }) }).locator('pre');
  await practice.consumer.iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: 'second', PolicyDocument: (await paste.textContent()) ?? '' }),
  );
  await expect(check).toContainText('Ready: nothing fails.');
  await expect(page.getByText(sentence)).toHaveCount(0);
});

test('a connection may be renamed, its external ID never, and it goes once its name is typed', async ({ page }) => {
  await connect(page);
  const facts = page.getByRole('region', { name: 'What this connection is made of' });
  const externalId = /External ID([\w-]{20,})/.exec((await facts.textContent()) ?? '')?.[1] ?? 'none';
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Role ARN')).toHaveValue(roleArn);
  await expect(dialog.getByLabel('External ID')).toHaveCount(0);
  await expect(dialog).not.toContainText(externalId);
  await dialog.getByLabel('Name').fill('second-look renamed');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'second-look renamed' })).toBeVisible();
  await expect(facts).toContainText(externalId);

  await page.getByRole('button', { name: 'Remove' }).click();
  const remove = dialog.getByRole('button', { name: 'Remove the connection' });
  await dialog.getByLabel('Type second-look renamed to confirm').fill('second-look');
  await expect(remove).toBeDisabled();
  await dialog.getByLabel('Type second-look renamed to confirm').fill('second-look renamed');
  await expectAccessible(page);
  await remove.click();
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['orders-platform', 'analytics']);
});

test('what is filled in wrongly is said in words beside its field', async ({ page }) => {
  await page.goto('/connections/new');
  await page.getByRole('button', { name: 'Go on to the role' }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await page.getByLabel('Role ARN').fill('arn:aws:iam::888800008888:user/somebody');
  await page.getByLabel('Name').fill('x');
  await expect(page.getByText('This is an IAM user; here an IAM role is needed.')).toBeVisible();
  await page.getByLabel('Role ARN').fill('8888-0000-8888');
  await page.getByLabel('Name').focus();
  await expect(page.getByLabel('Role ARN')).toHaveValue('arn:aws:iam::888800008888:role/tributary/operator');
  await expectAccessible(page);
});

test('a connection made read-only gives the commands of a plan, and does not apply it', async ({ page }) => {
  await page.goto('/connections');
  await page.getByRole('link', { name: 'analytics' }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /Read only/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  const wizard = new Wizard(page);
  await wizard.plan('orders-raw', 'orders-indexer');
  await expect(page.getByText(/^analytics may only be read\./)).toBeVisible();
  await expect(wizard.button('Apply 3 changes')).toBeDisabled();
  await page.getByRole('tab', { name: 'aws CLI' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('aws lambda create-event-source-mapping');
  await expectAccessible(page);
});
