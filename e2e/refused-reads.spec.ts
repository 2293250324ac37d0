import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expectAccessible } from './accessible';
import { WirePage } from './pages/wire';
import { Wizard } from './pages/wizard';
import { expect, test } from './practice';

test('where the consumer’s role policies may not be read, the rest works and the verdicts are unknown', async ({
  page,
  practice,
}) => {
  const actions = ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:GetRolePolicy', 'iam:List*'];
  const statement = { Effect: 'Deny', Action: actions, Resource: '*' };
  await practice.consumer.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'operator',
      PolicyName: 'no-role-policies',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
    }),
  );
  const wizard = new Wizard(page);
  await wizard.plan('kds-sharing-example1', 'kds-reader1');
  await expect(wizard.lacking()).toHaveCount(1);
  const needs = page.getByRole('region', { name: 'What the wire needs' });
  await expect(needs.getByText('unknown', { exact: true })).toHaveCount(9);
  await expect(needs).toContainText('arn:aws:iam::888800008888:role/tributary/operator');
  await expect(needs).toContainText('iam:ListAttachedRolePolicies');
  await wizard.apply(2);
  await wizard.applied(2);
  await page.getByRole('link', { name: 'Open the wire' }).first().click();
  await expect(page.getByText('Reading the attached policies was refused')).toBeVisible();
  await expect(page.getByText(/own policies denies iam:ListAttachedRolePolicies/).first()).toBeVisible();
});

test('where the consumers and the key may not be read, the wire says so and names each action that a Deny keeps from it', async ({
  page,
  practice,
}) => {
  const actions = ['kinesis:ListStreamConsumers', 'kms:GetKeyPolicy', 'kms:ListGrants'];
  await practice.producer.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'operator',
      PolicyName: 'no-consumers-no-key',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Action: actions, Resource: '*' },
      }),
    }),
  );
  const wire = new WirePage(page);
  await wire.open('billing-events', 'invoice-builder');
  for (const what of ['stream’s registered consumers', 'key’s policy', 'key’s grants']) {
    await expect(page.getByText(`Reading the ${what} was refused`)).toBeVisible();
  }
  const denied = (action: string) => page.getByText(new RegExp(`own policies denies ${action}\\.`));
  for (const action of actions) await expect(denied(action).first()).toBeVisible();
  await page.getByText('Reading the key’s policy was refused').click();
  await expect(denied('kms:GetKeyPolicy').nth(1)).toBeVisible();
  await expect(wire.rows().filter({ hasText: 'kms:Decrypt' })).toContainText('unknown');
  await expect(wire.rows().filter({ hasText: 'Consumer is registered' })).toContainText('unknown');
  await expectAccessible(page);

  await page.goto('/wires/new?kind=kinesis-fanout&producer=practice-producer&step=source');
  await new Wizard(page).choose('Stream name or ARN', 'billing-events');
  await expect(page.getByText('The stream’s registered consumers may not be listed')).toBeVisible();
  await expectAccessible(page);
});
