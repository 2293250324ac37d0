import { enforce } from '../enforce';
import type { Call } from '../service';
import type { World } from '../world';
import type { Key } from './key';
import { keyAsk, kmsProtocol } from './key-ask';
import { keyMeant, referenceOf, theKey } from './key-reference';
import { mustBeEnabled } from './key-states';

/**
 * Uses a key for another service of the practice accounts, as that service does with the permissions of its caller.
 * `keyRef` is a key id, key ARN, alias name or alias ARN, of `keyAccount` where it names no account. `viaService` is as
 * `kms:ViaService` shows it: `kinesis.us-east-1.amazonaws.com`.
 * @throws Fault KMS's own: AccessDeniedException, NotFoundException, InvalidArnException, DisabledException or
 * KMSInvalidStateException
 */
export function useKey(
  call: Call,
  keyRef: string,
  keyAccount: string,
  action: 'kms:CreateGrant' | 'kms:Decrypt' | 'kms:GenerateDataKey',
  encryptionContext: Record<string, string>,
  viaService: string,
): { keyArn: string } {
  const context = {
    'kms:ViaService': viaService,
    'aws:ViaAWSService': 'true',
    ...(action === 'kms:CreateGrant' && { 'kms:GrantIsForAWSResource': 'true' }),
  };
  const ask = keyAsk(action.slice('kms:'.length), keyRef, call, { keyAccount, encryptionContext, context });
  enforce(kmsProtocol, [ask], call);
  const key = theKey(keyRef, call, keyAccount);
  mustBeEnabled(key);
  return { keyArn: key.arn };
}

/**
 * The key that a key id, key ARN, alias name or alias ARN stands for, `undefined` when there is none. Naming
 * `alias/aws/kinesis` makes that AWS managed key where the account has not used it yet.
 */
export function resolveKey(world: World, accountId: string, region: string, keyRef: string): Key | undefined {
  const reference = referenceOf(keyRef, accountId, region);
  const since = world.accounts.get(accountId)?.createdAt ?? 0;
  return reference ? keyMeant(world, reference, since) : undefined;
}
