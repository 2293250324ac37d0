import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { Wizard } from './pages/wizard';
import { expect, test } from './practice';

const detach = new DetachRolePolicyCommand({
  RoleName: 'orders-indexer-role-4t8w2yfm',
  PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole',
});

test('while IAM propagates, the run waits, says why and for how long, and goes through', async ({ page }) => {
  const wizard = new Wizard(page);
  await wizard.plan('orders-raw', 'orders-indexer');
  await wizard.apply(3);
  const waits = page.getByText(/IAM is still propagating\. .*at most 2 min/);
  await expect(waits).toBeVisible();

  const url = page.url();
  await page.goto('about:blank');
  await page.goto(url);
  await wizard.applied(3);
});

test('when a grant is missing, the run stops at once and says which', async ({ page, practice }) => {
  const wizard = new Wizard(page);
  await wizard.plan('orders-raw', 'orders-indexer');
  await wizard.apply(3);
  await expect(page.getByText('IAM is still propagating')).toBeVisible();
  await practice.consumer.iam.send(detach);
  await expect(wizard.heading('Stopped at change 3')).toBeVisible();
  const run = page.getByRole('region', { name: 'Run' });
  await expect(run).toContainText('waiting does not help');
  await expect(run).toContainText('kinesis:GetRecords');
  await expect(run).toContainText('Cannot access stream');
});
