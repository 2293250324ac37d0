import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListGrantsCommand,
  MalformedPolicyDocumentException,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { practiceAccounts } from '../accounts';
import { handle } from '../handle';
import { type Endpoint, openEndpoint } from '../server';

let staged: StagedWorld;
let endpoint: Endpoint;
let owner: KMSClient;
let other: KMSClient;

beforeAll(async () => {
  // Signatures are compared with the practice accounts' clock.
  staged = await stageWorld(Date.now());
  endpoint = await openEndpoint(0, (request) => handle(staged.world, staged.clock, request));
  owner = clientOf('producer');
  other = clientOf('consumer');
});

afterAll(async () => {
  owner.destroy();
  other.destroy();
  await endpoint.close();
});

function clientOf(account: string): KMSClient {
  const { accessKeyId = '', secretAccessKey = '' } = practiceAccounts.find(({ name }) => name === account) ?? {};
  return new KMSClient({
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}

test('the unmodified client makes a key, shares it, uses it from the other account and ends it', async () => {
  const { KeyMetadata } = await owner.send(new CreateKeyCommand({ Description: 'orders' }));
  const KeyId = KeyMetadata?.Arn ?? '';
  expect(KeyMetadata?.CreationDate?.getTime()).toBe(staged.clock.now());
  await owner.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
  const described = await owner.send(new DescribeKeyCommand({ KeyId: 'alias/orders' }));
  expect(described.KeyMetadata).toMatchObject({ Arn: KeyId, KeyState: 'Enabled', KeyManager: 'CUSTOMER' });

  const { Policy = '' } = await owner.send(new GetKeyPolicyCommand({ KeyId }));
  const document = JSON.parse(Policy);
  document.Statement.push({
    Effect: 'Allow',
    Principal: { AWS: '888800008888' },
    Action: 'kms:Encrypt',
    Resource: '*',
  });
  await owner.send(new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(document) }));
  document.Statement.push({ Effect: 'Allow', Principal: { AWS: 'AROAAAAAAAAAAAAAAAAAA' }, Action: '*', Resource: '*' });
  const dead = owner.send(new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(document) }));
  await expect(dead).rejects.toBeInstanceOf(MalformedPolicyDocumentException);
  staged.pass(10);

  const EncryptionContext = { stream: 'orders' };
  const Plaintext = Buffer.from('sampledatarecord');
  const { CiphertextBlob } = await other.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  const decrypt = () => other.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  await expect(decrypt()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('because no resource-based policy allows the kms:Decrypt action'),
  });
  const GranteePrincipal = 'arn:aws:iam::888800008888:user/administrator';
  const Constraints = { EncryptionContextSubset: EncryptionContext };
  const grant = { KeyId, GranteePrincipal, Operations: ['Decrypt' as const], Constraints, Name: 'read' };
  const { GrantId } = await owner.send(new CreateGrantCommand(grant));
  expect((await owner.send(new ListGrantsCommand({ KeyId }))).Grants).toMatchObject([{ ...grant, GrantId }]);
  staged.pass(10);
  expect(Buffer.from((await decrypt()).Plaintext ?? []).toString()).toBe('sampledatarecord');
  await owner.send(new RevokeGrantCommand({ KeyId, GrantId }));
  staged.pass(10);
  await expect(decrypt()).rejects.toMatchObject({ name: 'AccessDeniedException' });

  await owner.send(new DisableKeyCommand({ KeyId }));
  const encrypt = owner.send(new EncryptCommand({ KeyId, Plaintext }));
  await expect(encrypt).rejects.toBeInstanceOf(DisabledException);
  const { DeletionDate } = await owner.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  expect(DeletionDate?.getTime()).toBeGreaterThan(staged.clock.now() + 6 * 86_400_000);
});
