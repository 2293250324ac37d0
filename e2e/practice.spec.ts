import { expectAccessible } from './accessible';
import { Wizard } from './pages/wizard';
import { expect, test } from './practice';

test('with a third of all calls throttled a stream is wired all the same, and the page tells what was struck', async ({
  page,
}) => {
  await page.goto('/practice');
  const throttled = page.getByRole('switch', { name: 'AWS throttles 30% of all calls' });
  await throttled.click();
  await expect(throttled).toBeChecked();
  await expect(page.getByRole('button', { name: 'Practice accounts · 1 fault on' })).toBeVisible();

  const wizard = new Wizard(page);
  await wizard.plan('kds-sharing-example1', 'kds-reader1');
  await wizard.apply(2);
  await wizard.applied(2);

  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  const row = page.getByRole('listitem').filter({ has: throttled });
  await expect(row).toContainText(/struck [1-9]\d* of \d+/);
  await expect(page.getByRole('region', { name: 'Last strikes' }).getByRole('listitem').first()).toContainText(
    'AWS throttles 30% of all calls',
  );
  await page.getByRole('button', { name: 'Switch all off' }).click();
  await expect(throttled).not.toBeChecked();
  await expect(page.getByRole('button', { name: 'Practice accounts', exact: true })).toBeVisible();
});

test('a fault is switched on for one account and one API by keyboard, and strikes nothing else', async ({
  page,
  request,
}) => {
  await page.goto('/practice');
  const name = 'A permission is withdrawn';
  await page.getByRole('combobox', { name: `Account: ${name}` }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'producer · 999900009999' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `API: ${name}` }).press('Enter');
  await page.keyboard.type('kinesis:ListStreams');
  await page.getByRole('option', { name: 'kinesis:ListStreams', exact: true }).click();
  await page.getByRole('switch', { name }).press('Space');
  await expect(page.getByRole('switch', { name })).toBeChecked();

  const { reads } = await (await request.get('/api/inventory?region=us-east-1&refresh=true')).json();
  const refused = reads.filter(({ read }: { read: { state: string } }) => read.state === 'refused');
  expect(refused.map(({ list, accountId }: { list: string; accountId: string }) => `${accountId} ${list}`)).toEqual([
    '999900009999 streams',
  ]);
  await page.getByRole('switch', { name }).press('Space');
  await expect(page.getByRole('button', { name: 'Practice accounts', exact: true })).toBeVisible();
});

test('a fault that a script switched on is shown, counted in the header, and can be switched off', async ({
  page,
  request,
}) => {
  const fault = { id: 'from-a-script', kind: 'error', service: 'kms', operation: 'ListKeys', every: 4 };
  expect((await request.post('/api/sandbox/faults', { data: { faults: [fault] } })).ok()).toBe(true);
  await page.goto('/');
  await page.getByRole('button', { name: 'Practice accounts · 1 fault on' }).click();
  await page.getByRole('link', { name: 'Shell and faults' }).click();
  const other = page.getByRole('switch', { name: 'Fault from-a-script' });
  await expect(other).toBeChecked();
  await expectAccessible(page);
  await other.click();
  await expect(other).toBeHidden();
  expect((await (await request.get('/api/sandbox/faults')).json()).faults).toEqual([]);
});

test('the lines for a shell name the endpoint and the keys of each administrator', async ({ page, practice }) => {
  await page.goto('/practice');
  const shell = page.getByRole('figure').filter({ hasText: 'Shell of producer' });
  await expect(shell).toContainText(`export AWS_ENDPOINT_URL=${practice.endpoint}`);
  await expect(shell).toContainText(`export AWS_ACCESS_KEY_ID=${practice.producer.config.credentials.accessKeyId}`);
  await expect(shell.getByRole('button', { name: 'Copy' })).toBeVisible();
});
