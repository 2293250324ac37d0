import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
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
  await expect(page.getByText(/Allow iam:ListAttachedRolePolicies to/).first()).toBeVisible();
});
