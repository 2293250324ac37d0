import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { allConnections, insertConnection } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';
import { refusal } from '../http/refuse';
import { currentPractice, practiceMode } from '../practice/practice-state';
import { checkRegions, type newConnection, roleOf } from './connection-input';

/** Adds a connection to an account of AWS, or of the practice accounts while those are in use. */
export async function createConnection(input: z.output<typeof newConnection>): Promise<Connection> {
  const role = roleOf(input.roleArn);
  checkRegions(role, input.regions);
  const practice = await currentPractice();
  const sandbox = practice?.accounts.some((account) => account.id === role.accountId) ?? false;
  if (practiceMode() === 'on' && !sandbox) throw refusal(409, 'practice-only', { account: role.accountId });
  const connection: Connection = {
    id: randomUUID(),
    name: input.name,
    accountId: role.accountId,
    roleArn: role.text,
    externalId: await externalIdOf(role.accountId, sandbox),
    regions: input.regions,
    mode: input.mode,
    sandbox,
    createdAt: new Date().toISOString(),
    checkedAt: null,
    checkState: 'unchecked',
  };
  if (!(await insertConnection(connection))) throw refusal(409, 'role-connected', { roleArn: role.text });
  return connection;
}

/** One external ID an account, made by us at random: a confused deputy cannot guess whose it is. */
async function externalIdOf(accountId: string, sandbox: boolean): Promise<string> {
  const same = (await allConnections()).find((one) => one.accountId === accountId && one.sandbox === sandbox);
  return same?.externalId ?? randomUUID();
}
