import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DeregisterStreamConsumerCommand,
  PutRecordCommand,
  RegisterStreamConsumerCommand,
} from '@aws-sdk/client-kinesis';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { Board } from './pages/board';
import { LogPage } from './pages/log';
import { WirePage } from './pages/wire';
import { Wizard } from './pages/wizard';
import { expect, type Practice, streamArn, test } from './practice';
import { keyOf, snapshot } from './snapshot';

const searches = { stream: 'search-queries', reader: 'search-trends', role: 'search-trends-role-h2v7q9lc' };
const customers = { stream: 'customer-changes', reader: 'crm-sync', role: 'crm-sync-role-j5t2n8we' };
const invoices = { stream: 'billing-events', reader: 'invoice-builder', role: 'invoice-builder-exec' };

test('a consumer that its owner registered again: the wire says why it is dead, and one plan mends it', async ({
  page,
  practice,
}) => {
  const { kinesis } = practice.producer;
  const StreamARN = streamArn(searches.stream);
  const [old] = (await snapshot(practice, searches)).consumers;
  await kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN: old?.arn }));
  const register = new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: 'search-trends' });
  // While the old one is DELETING its name is taken; the new one's ARN differs by the second it was registered in.
  await expect.poll(async () => (await kinesis.send(register).catch(() => null))?.Consumer?.ConsumerARN).toBeTruthy();

  const wire = new WirePage(page);
  await wire.open(searches.stream, searches.reader);
  await wire.resultIs(/^PROBLEM: Consumer search-trends with creation timestamp \d+ .* not found\.$/);
  await expect(
    page.getByText('The consumer search-trends was registered again and has another ARN.').first(),
  ).toBeVisible();
  await expect(wire.rows().filter({ hasText: 'Mapping is on the consumer' })).toContainText('does not hold');
  await expectAccessible(page);
  await mend(page, 3);
  const after = await snapshot(practice, searches);
  expect(after.mappings.map(({ EventSourceArn }) => EventSourceArn)).toEqual([after.consumers[0]?.arn]);
  expect(after.consumers[0]?.arn).not.toBe(old?.arn);
  await flowsAgain(page, practice, searches, { term: 'boots' });
});

test('a role made again under its name: its policies look right, are shown to be dead, and are mended', async ({
  page,
  practice,
}) => {
  await makeRoleAnew(practice, invoices.role);
  await put(practice, invoices.stream, { invoice: 'INV-1' });
  const wire = new WirePage(page);
  await wire.open(invoices.stream, invoices.reader);
  await wire.resultIs(/^PROBLEM/);
  await expect(page.getByText(/The policy names AROA\w+: the role was deleted and made again/).first()).toBeVisible();
  await wire.verdicts.getByRole('button', { name: 'kms:Decrypt' }).first().click();
  await expect(wire.grant).toContainText(/AROA/);
  await expect(wire.grant).toContainText('the key’s policy');
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await mend(page, 3);
  const after = await snapshot(practice, invoices);
  for (const policy of [after.policy, after.consumers[0]?.policy, after.key?.policy]) {
    expect(policy).toContain(`:role/payments/${invoices.role}"`);
    expect(policy).not.toContain('AROA');
  }
  await flowsAgain(page, practice, invoices, { invoice: 'INV-2' });
});

test('a key’s policy that lost the role: the result, the board, the wire and the tail say so', async ({
  page,
  practice,
}) => {
  const { kms } = practice.producer;
  const key = await keyOf(practice.producer, customers.stream);
  const { Statement, ...rest } = JSON.parse(key?.policy ?? '');
  const without = Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'CrmSync');
  expect(without).toHaveLength(Statement.length - 1);
  const Policy = JSON.stringify({ ...rest, Statement: without });
  await kms.send(new PutKeyPolicyCommand({ KeyId: key?.arn, PolicyName: 'default', Policy }));
  await put(practice, customers.stream, { customer: 'C-3' });

  const wire = new WirePage(page);
  await wire.open(customers.stream, customers.reader);
  await wire.resultIs(/^PROBLEM: KMSAccessDeniedException: .* is not authorized to decrypt records in stream/);
  await expect(wire.rows()).toHaveCount(1);
  await expect(wire.rows()).toContainText('kms:Decrypt');
  await expect(page.getByText(/Neither the key policy .*nor a grant .*decrypt/i).first()).toBeVisible();
  await LogPage.open(page, customers.stream, customers.reader);
  const logs = page.getByRole('tabpanel', { name: 'Logs' });
  await expect(logs).toContainText('The mapping stands, but the stream’s key is not opened to the role.');
  await expect(logs).toContainText('PROBLEM: KMSAccessDeniedException');

  const board = new Board(page);
  await board.open(`/?q=${customers.stream}`);
  await expect(board.wire(customers.stream, customers.reader)).toHaveAccessibleName(/Broken.*KMSAccessDeniedException/);
  await board.wire(customers.stream, customers.reader).click();
  await expect(board.peek).toContainText('the stream’s key is not opened to the role');
  await expectAccessible(page);

  await wire.open(customers.stream, customers.reader);
  await mend(page, 1);
  expect((await keyOf(practice.producer, customers.stream))?.policy).toContain(`:role/service-role/${customers.role}"`);
  await flowsAgain(page, practice, customers, { customer: 'C-4' });
});

/** From the wire's page over the plan to the end of the run. */
async function mend(page: Page, changes: number): Promise<void> {
  const wizard = new Wizard(page);
  await page.getByRole('link', { name: 'Review the fix' }).click();
  await expect(wizard.heading(new RegExp(`^${changes} changes? in`))).toBeVisible();
  await wizard.apply(changes);
  await wizard.applied(changes);
}

async function flowsAgain(page: Page, practice: Practice, { stream, reader }: typeof searches, record: object) {
  await put(practice, stream, record);
  const wire = new WirePage(page);
  await wire.open(stream, reader);
  await wire.resultIs('OK');
  await expect(wire.rows()).toHaveCount(0);
}

async function put({ producer }: Practice, stream: string, record: object): Promise<void> {
  const Data = Buffer.from(JSON.stringify(record));
  await producer.kinesis.send(new PutRecordCommand({ StreamARN: streamArn(stream), PartitionKey: 'k', Data }));
}

/** Deletes a role and makes it again, the same in everything that an administrator sees. */
async function makeRoleAnew(practice: Practice, RoleName: string): Promise<void> {
  const { iam } = practice.consumer;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { attached, inline } = (await snapshot(practice, invoices)).role;
  for (const PolicyArn of attached) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  for (const [PolicyName] of inline) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  const AssumeRolePolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  await iam.send(new CreateRoleCommand({ RoleName, Path: Role?.Path, AssumeRolePolicyDocument }));
  for (const PolicyArn of attached) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  for (const [PolicyName, PolicyDocument] of inline) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
}
