import type { SSESpecification } from '@aws-sdk/client-dynamodb';
import { useKey as askKms, resolveKey } from '../kms/use-key';
import { type Call, Fault } from '../service';
import type { World } from '../world';
import type { Table } from './dynamodb-state';
import { invalidParameter } from './invalid';

/** What is encrypted: a table, or one of its streams. */
type Encrypted = { keyArn: string | null; accountId: string; region: string; name: string };

const AWS_MANAGED = 'alias/aws/dynamodb';
/** For so long DynamoDB keeps the key of a table for a caller, whatever becomes of the caller's permission. */
const SECONDS_KEPT = 300;

const denied =
  'KMS key access denied error: com.amazonaws.services.kms.model.AWSKMSException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException;';

const kept = new WeakMap<World, Map<string, number>>();

/**
 * The key that a request chooses for a table, tried as its caller: by id, ARN or alias, the AWS managed key where none
 * is named, `null` for the one that AWS owns.
 * @throws Fault ValidationException, or AccessDeniedException where KMS refuses
 */
export function chooseKey(asked: SSESpecification, table: Omit<Encrypted, 'keyArn'>, call: Call): string | null {
  if (!asked.Enabled) {
    if (asked.KMSMasterKeyId !== undefined) throw invalidParameter('KMSMasterKeyId may only be set with Enabled.');
    return null;
  }
  if ((asked.SSEType ?? 'KMS') !== 'KMS') throw invalidParameter('SSEType must be KMS.');
  const wanted = asked.KMSMasterKeyId ?? AWS_MANAGED;
  const key = resolveKey(call.world, table.accountId, table.region, wanted);
  if (!key) throw accessDenied(call);
  for (const action of ['kms:CreateGrant', 'kms:Decrypt'] as const) {
    throughKms(table, key.arn, action, call);
  }
  return key.arn;
}

/**
 * Opens what is encrypted as the caller: every request for items or records needs it.
 * @throws Fault AccessDeniedException where KMS refuses
 */
export function decrypt(encrypted: Encrypted, call: Call): void {
  const { keyArn } = encrypted;
  if (keyArn === null) return;
  const known = kept.get(call.world) ?? new Map<string, number>();
  kept.set(call.world, known);
  const { principal, accountId } = call.caller;
  const who = `${'arn' in principal ? principal.arn : accountId} ${keyArn} ${encrypted.name}`;
  if (call.clock.now() < (known.get(who) ?? 0)) return;
  throughKms(encrypted, keyArn, 'kms:Decrypt', call);
  known.set(who, call.clock.after(SECONDS_KEPT));
}

export function asEncrypted({ keyArn, accountId, region, name }: Table): Encrypted {
  return { keyArn, accountId, region, name };
}

function throughKms(
  { accountId, region, name }: Omit<Encrypted, 'keyArn'>,
  keyArn: string,
  action: 'kms:Decrypt' | 'kms:CreateGrant',
  call: Call,
): void {
  const context = { 'aws:dynamodb:tableName': name, 'aws:dynamodb:subscriberId': accountId };
  try {
    askKms(call, keyArn, accountId, action, context, `dynamodb.${region}.amazonaws.com`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'AccessDeniedException' || error.code === 'NotFoundException') throw accessDenied(call);
    throw new Fault('AccessDeniedException', `KMS key access denied error: ${error.code}: ${error.message}`);
  }
}

function accessDenied({ requestId }: Call): Fault {
  return new Fault('AccessDeniedException', `${denied} Request ID: ${requestId}; Proxy: null)`);
}
