import { beforeEach, expect, test } from 'vitest';
import { KeyTrial, owner, readerArn } from '@/lib/trial/sandbox/key-trial';
import { hubCredentials, practiceConnections } from '../accounts';
import { findCredential } from '../credentials';
import type { Caller } from '../service';

let trial: KeyTrial;
let operator: Caller;

beforeEach(async () => {
  trial = await KeyTrial.open();
  operator = await assumeOperator();
});

async function assumeOperator(): Promise<Caller> {
  const { staged } = trial;
  const connection = practiceConnections.find(({ accountId }) => accountId === owner);
  const input = { RoleArn: connection?.roleArn, RoleSessionName: 'test', ExternalId: connection?.externalId };
  const hub = credential(hubCredentials.accessKeyId);
  const { Credentials } = (await staged.ask(hub, 'sts:AssumeRole', input)) as { Credentials: { AccessKeyId: string } };
  return credential(Credentials.AccessKeyId);
}

function credential(accessKeyId: string): Caller {
  const found = findCredential(trial.staged.world, accessKeyId);
  if (!found) throw new Error(`no credential ${accessKeyId}`);
  return found.caller;
}

function ask(action: string, input: object = {}) {
  return trial.staged.ask(operator, `kms:${action}`, { KeyId: trial.keyArn, ...input });
}

test('the operator role reads a key, writes its policy and makes and revokes a grant to read', async () => {
  expect(await ask('DescribeKey')).toHaveProperty('KeyMetadata');
  expect(await ask('ListAliases')).toHaveProperty('Aliases');
  expect(await ask('ListGrants')).toHaveProperty('Grants');
  const { Policy } = (await ask('GetKeyPolicy')) as { Policy: string };
  expect(await ask('PutKeyPolicy', { Policy })).toEqual({});
  const grant = { GranteePrincipal: readerArn, Operations: ['Decrypt', 'DescribeKey'] };
  const { GrantId } = (await ask('CreateGrant', grant)) as { GrantId: string };
  expect(await ask('RevokeGrant', { GrantId })).toEqual({});
});

test('the operator role neither grants more than reading nor ends or uses a key', async () => {
  const wide = await ask('CreateGrant', { GranteePrincipal: readerArn, Operations: ['Decrypt', 'Encrypt'] });
  expect(wide).toContain('with an explicit deny in an identity-based policy');
  for (const action of ['ScheduleKeyDeletion', 'DisableKey']) {
    expect(await ask(action)).toContain('no identity-based policy allows');
  }
  expect(await ask('Encrypt', { Plaintext: Buffer.from('x') })).toContain('no identity-based policy allows');
});
