import { readFile } from 'node:fs/promises';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { expectAccessible } from './accessible';
import { LogPage } from './pages/log';
import { expect, type Practice, streamArn, test } from './practice';

const stream = 'payments-ledger';
const reader = 'ledger-projector';
const operator = { RoleName: 'operator', PolicyName: 'no-live-tail' };

async function pay({ producer }: Practice, payment: string): Promise<void> {
  const Data = Buffer.from(JSON.stringify({ payment }));
  await producer.kinesis.send(new PutRecordCommand({ StreamARN: streamArn(stream), PartitionKey: 'k', Data }));
}

const booked = (payment: string) => new RegExp(`booked payment ${payment} from record \\d+`);

test('a log is followed by Live Tail, stopped, gone on with and saved', async ({ page, practice }) => {
  const log = await LogPage.open(page, stream, reader);
  await expect(log.status.getByText('Following')).toBeVisible();
  await expect(log.by('Live Tail')).toBeVisible();
  await expect(page.getByText(/sampled 0% · none dropped/)).toBeVisible();
  await expect(page.getByText(/^ends in 2 h 59 m$/)).toBeVisible();
  await expect(page.getByText('Practice account: nothing is billed.')).toBeVisible();
  await pay(practice, 'pay-live');
  await expect(log.lines.getByText(booked('pay-live'))).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(log.status.getByText('Stopped by you')).toBeVisible();
  await pay(practice, 'pay-while-stopped');
  await page.getByRole('button', { name: 'Follow again' }).click();
  await expect(log.lines.getByText(booked('pay-while-stopped'))).toHaveCount(1);
  await expect(log.lines.getByText(booked('pay-live'))).toHaveCount(1);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect(await readFile(await (await saved).path(), 'utf8')).toMatch(booked('pay-while-stopped'));
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/zone=utc/);
  const at = await log.lines.locator('time').last().getAttribute('datetime');
  await expect(log.lines.locator('time').last()).toHaveText(at?.slice(11, 23) ?? '');
});

test('where Live Tail is refused the log is polled, and it is said who lacks what', async ({ page, practice }) => {
  const statement = { Effect: 'Deny', Action: 'logs:StartLiveTail', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await practice.consumer.iam.send(new PutRolePolicyCommand({ ...operator, PolicyDocument }));
  const log = await LogPage.open(page, stream, reader);
  await expect(log.fallback).toContainText('arn:aws:iam::888800008888:role/tributary/operator');
  await expect(log.fallback).toContainText(/is not authorized to perform: logs:StartLiveTail/);
  await expect(log.fallback).toContainText(`log-group:/aws/lambda/${reader}:*`);
  await expect(log.by('Polling')).toBeVisible();
  await pay(practice, 'pay-polled');
  await expect(log.lines.getByText(booked('pay-polled'))).toBeVisible();
  await expectAccessible(page);

  await practice.consumer.iam.send(new DeleteRolePolicyCommand(operator));
  await log.fallback.getByRole('button', { name: 'Try Live Tail again' }).click();
  await expect(log.by('Live Tail')).toBeVisible();
  await expect(log.fallback).toBeHidden();
  await expect(log.lines.getByText(booked('pay-polled'))).toHaveCount(1);
});

test('a connection that is lost is said, and what was written meanwhile is shown once', async ({ page, practice }) => {
  const log = await LogPage.open(page, stream, reader);
  await expect(log.by('Live Tail')).toBeVisible();
  const cut = { id: 'cut', kind: 'reset', operation: 'StartLiveTail' };
  await page.request.post('/api/sandbox/faults', { data: { faults: [cut] } });
  await expect(log.status.getByText(/^Connection lost, connecting again/)).toBeVisible();
  await pay(practice, 'pay-while-lost');
  await page.request.post('/api/sandbox/faults', { data: { faults: [] } });
  await expect(log.status.getByText('Following')).toBeVisible();
  await pay(practice, 'pay-after');
  await expect(log.lines.getByText(booked('pay-after'))).toBeVisible();
  await expect(log.lines.getByText(booked('pay-while-lost'))).toHaveCount(1);
});
