import { beforeEach, describe, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { hubCredentials, practiceConnections } from '../accounts';
import { findCredential } from '../credentials';
import type { Caller } from '../service';
import { assumeAsService } from '../sts/assume-as-service';

const OWNER = '999900009999';
const OTHER = '888800008888';
const STREAM = `arn:aws:kinesis:us-east-1:${OWNER}:stream/orders`;
const ROLE = `arn:aws:iam::${OTHER}:role/reader`;
const READS = ['kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:PutRecord'];

let staged: StagedWorld;

beforeEach(async () => {
  staged = await stageWorld();
  await asOwner('kinesis:CreateStream', { StreamName: 'orders', ShardCount: 1 });
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await asOther('iam:CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: document(trust) });
  const all = { Effect: 'Allow', Action: [...READS, 'kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' };
  await asOther('iam:PutRolePolicy', { RoleName: 'reader', PolicyName: 'all', PolicyDocument: document(all) });
  staged.pass(60);
  const shared = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: READS, Resource: STREAM };
  expect(await asOwner('kinesis:PutResourcePolicy', { ResourceARN: STREAM, Policy: document(shared) })).toEqual({});
});

type Answer = Record<string, unknown> | string;

function asOwner(action: string, input: object): Promise<Answer> {
  return staged.ask(staged.administrator(OWNER), action, input);
}

function asOther(action: string, input: object): Promise<Answer> {
  return staged.ask(staged.administrator(OTHER), action, input);
}

function reader(): Caller {
  return assumeAsService(staged.world, staged.clock, ROLE, 'lambda.amazonaws.com', 'reader');
}

function document(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const ownerMayAll = {
  Sid: 'Owner',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OWNER}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const readerMayDecrypt = {
  Sid: 'Reader',
  Effect: 'Allow',
  Principal: { AWS: ROLE },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: {
    StringEquals: {
      'kms:ViaService': 'kinesis.us-east-1.amazonaws.com',
      'kms:EncryptionContext:aws:kinesis:arn': STREAM,
    },
  },
};

async function makeKey(alias: string, ...more: object[]): Promise<{ id: string; arn: string }> {
  const answer = await asOwner('kms:CreateKey', { Policy: document(ownerMayAll, ...more) });
  const { KeyMetadata } = answer as { KeyMetadata: { KeyId: string; Arn: string } };
  await asOwner('kms:CreateAlias', { AliasName: alias, TargetKeyId: KeyMetadata.KeyId });
  return { id: KeyMetadata.KeyId, arn: KeyMetadata.Arn };
}

async function encryptWith(KeyId: string): Promise<Answer> {
  const answer = await asOwner('kinesis:StartStreamEncryption', { StreamARN: STREAM, EncryptionType: 'KMS', KeyId });
  staged.pass(30);
  return answer;
}

function put(text: string, caller = staged.administrator(OWNER)): Promise<Answer> {
  const record = { StreamARN: STREAM, PartitionKey: 'k', Data: Buffer.from(text) };
  return staged.ask(caller, 'kinesis:PutRecord', record);
}

/** The texts that a caller reads from the beginning, or the fault. */
async function read(caller = reader()): Promise<string | string[]> {
  staged.pass(2);
  const start = { StreamARN: STREAM, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' };
  const iterator = await staged.ask(caller, 'kinesis:GetShardIterator', start);
  if (typeof iterator === 'string') return iterator;
  const answer = await staged.ask(caller, 'kinesis:GetRecords', { ShardIterator: iterator.ShardIterator });
  if (typeof answer === 'string') return answer;
  const { Records } = answer as { Records: { Data: Uint8Array; EncryptionType?: string }[] };
  return Records.map((each) => `${Buffer.from(each.Data)}${each.EncryptionType ? ` ${each.EncryptionType}` : ''}`);
}

async function summary(): Promise<unknown> {
  const answer = await asOwner('kinesis:DescribeStreamSummary', { StreamARN: STREAM });
  return (answer as { StreamDescriptionSummary: unknown }).StreamDescriptionSummary;
}

describe('a stream under a customer managed key', () => {
  test('answers the key as it was given: id, ARN, alias or alias ARN', async () => {
    const { id, arn } = await makeKey('alias/orders');
    for (const KeyId of [id, arn, 'alias/orders', `arn:aws:kms:us-east-1:${OWNER}:alias/orders`]) {
      expect(await encryptWith(KeyId)).toEqual({});
      expect(await summary()).toMatchObject({ EncryptionType: 'KMS', KeyId, StreamStatus: 'ACTIVE' });
    }
  });

  test('is UPDATING for a while, in which records are written as before', async () => {
    await makeKey('alias/orders');
    const input = { StreamARN: STREAM, EncryptionType: 'KMS', KeyId: 'alias/orders' };
    await asOwner('kinesis:StartStreamEncryption', input);
    expect(await summary()).toMatchObject({ StreamStatus: 'UPDATING' });
    expect(await put('plain')).not.toHaveProperty('EncryptionType', 'KMS');
    expect(await asOwner('kinesis:StopStreamEncryption', input)).toContain('ResourceInUseException');
    staged.pass(30);
    expect(await put('secret')).toMatchObject({ EncryptionType: 'KMS' });
    expect(await read(staged.administrator(OWNER))).toEqual(['plain', 'secret KMS']);
    await asOwner('kinesis:StopStreamEncryption', input);
    expect(await summary()).toMatchObject({ EncryptionType: 'NONE' });
    expect(await summary()).toHaveProperty('KeyId', undefined);
  });

  test('is read by who may decrypt through Kinesis, with the stream as context, and by nobody else', async () => {
    await makeKey('alias/orders');
    await makeKey('alias/other', readerMayDecrypt);
    await encryptWith('alias/orders');
    expect(await read()).toEqual([]);
    await put('one');
    const second = Date.UTC(2026, 0, 5, 12) / 1000;
    expect(await read()).toBe(
      `KMSAccessDeniedException: User arn:aws:sts::${OTHER}:assumed-role/reader/reader is not authorized to decrypt records in stream ${OWNER}:orders:${second}`,
    );
    const { KeyMetadata } = (await asOwner('kms:DescribeKey', { KeyId: 'alias/orders' })) as {
      KeyMetadata: { KeyId: string };
    };
    const share = (statement: object) =>
      asOwner('kms:PutKeyPolicy', { KeyId: KeyMetadata.KeyId, Policy: document(ownerMayAll, statement) });
    await share({
      ...readerMayDecrypt,
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:kinesis:arn': `${STREAM}2` } },
    });
    staged.pass(60);
    expect(await read()).toContain('KMSAccessDeniedException');
    await share(readerMayDecrypt);
    staged.pass(60);
    expect(await read()).toEqual(['one KMS']);
  });

  test('is written by who may have data keys made', async () => {
    const { arn } = await makeKey('alias/orders', readerMayDecrypt);
    await encryptWith('alias/orders');
    expect(await put('one', reader())).toContain(
      `KMSAccessDeniedException: User: arn:aws:sts::${OTHER}:assumed-role/reader/reader is not authorized to perform: kms:GenerateDataKey on resource: ${arn}`,
    );
  });

  test('keeps old records under the old key, which their reader needs until they expire', async () => {
    const old = await makeKey('alias/old');
    await makeKey('alias/new', readerMayDecrypt);
    await encryptWith('alias/old');
    await put('one');
    await encryptWith('alias/new');
    await put('two');
    expect(await read()).toContain('KMSAccessDeniedException');
    await asOwner('kms:DisableKey', { KeyId: old.id });
    expect(await read(staged.administrator(OWNER))).toContain('KMSDisabledException');
    staged.pass(24 * 3600);
    await put('three');
    expect(await read()).toEqual(['three KMS']);
  });

  test('says what is the matter with its key', async () => {
    const { id } = await makeKey('alias/orders', readerMayDecrypt);
    await encryptWith('alias/orders');
    await put('one');
    await asOwner('kms:DisableKey', { KeyId: id });
    expect(await read()).toContain('KMSDisabledException');
    expect(await put('two')).toContain('KMSDisabledException');
    await asOwner('kms:ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 });
    expect(await read()).toContain('KMSInvalidStateException');
    expect(await encryptWith('alias/nothing')).toContain('KMSNotFoundException');
    expect(await encryptWith(id)).toContain('KMSInvalidStateException');
  });

  test('changes its key 25 times a day and not more', async () => {
    await makeKey('alias/orders');
    for (let count = 0; count < 25; count += 1) expect(await encryptWith('alias/orders')).toEqual({});
    expect(await encryptWith('alias/orders')).toContain('LimitExceededException');
    staged.pass(24 * 3600);
    expect(await encryptWith('alias/orders')).toEqual({});
  });
});

test('the role that Tributary has in the account puts test records on an encrypted stream, and reads none', async () => {
  const { id } = await makeKey('alias/orders');
  await encryptWith('alias/orders');
  const connection = practiceConnections.find(({ accountId }) => accountId === OWNER);
  const hub = findCredential(staged.world, hubCredentials.accessKeyId)?.caller ?? staged.administrator(OTHER);
  const assumed = await staged.ask(hub, 'sts:AssumeRole', {
    RoleArn: connection?.roleArn,
    RoleSessionName: 'test',
    ExternalId: connection?.externalId,
  });
  const { AccessKeyId } = (assumed as { Credentials: { AccessKeyId: string } }).Credentials;
  const operator = findCredential(staged.world, AccessKeyId)?.caller ?? hub;
  expect(await put('one', operator)).toMatchObject({ EncryptionType: 'KMS' });
  expect(await read(operator)).toContain('AccessDeniedException');
  const directly = await staged.ask(operator, 'kms:GenerateDataKey', { KeyId: id, KeySpec: 'AES_256' });
  expect(directly).toContain('AccessDeniedException');
});

test('a stream under the AWS managed key stays within its account', async () => {
  await encryptWith('alias/aws/kinesis');
  await put('one');
  expect(await read(staged.administrator(OWNER))).toEqual(['one KMS']);
  expect(await read()).toContain('is not authorized to decrypt records in stream');
  expect(await put('two', reader())).toContain('KMSAccessDeniedException');
});
