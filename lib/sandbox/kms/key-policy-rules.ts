import { randomUUID } from 'node:crypto';
import { parsePolicy } from '@/lib/policy/document';
import { decide } from '../enforce';
import { awsPrincipals, principalExists } from '../iam/principals';
import { type Call, Fault } from '../service';
import { type Key, kmsArn } from './key';
import { keyContext } from './key-ask';

const mostBytes = 32_768;

/** What a key has that is made without a policy: its account's IAM policies decide. */
export function defaultPolicy(accountId: string): string {
  return `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::${accountId}:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;
}

/** Refuses what KMS does not take as a key policy. One dead principal anywhere makes the whole document invalid. */
export function checkKeyPolicy(text: string, { world, clock }: Pick<Call, 'world' | 'clock'>): void {
  if (Buffer.byteLength(text) > mostBytes) {
    throw new Fault('LimitExceededException', `The key policy exceeds the maximum size of ${mostBytes} bytes.`);
  }
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw malformed('Policy contains invalid JSON or syntax.');
  for (const statement of parsed.document.statements) {
    if (!statement.principals && !statement.notPrincipals)
      throw malformed('Policy contains a statement with no principal.');
    if (!statement.resources && !statement.notResources)
      throw malformed('Policy contains a statement with no resource.');
    const actions = statement.actions ?? statement.notActions ?? [];
    if (!actions.every((action) => /^(kms:.+|\*)$/i.test(action))) {
      throw malformed('Policy contains a statement with one or more invalid actions.');
    }
  }
  if (!awsPrincipals(text).every((principal) => principalExists(world, clock, principal))) {
    throw malformed('Policy contains a statement with one or more invalid principals.');
  }
}

/** Refuses a policy under which its author could not write the next one. `stored` is the policy's stored form. */
export function checkLockout(stored: string, call: Call, key?: Key): void {
  const ask = {
    action: 'kms:PutKeyPolicy',
    resource: key?.arn ?? kmsArn(call.region, call.accountId, `key/${randomUUID()}`),
    resourcePolicy: stored,
    resourcePolicyType: 'key' as const,
    ...(key ? { context: keyContext(key, call) } : {}),
  };
  if (decide(ask, call).decision === 'allow') return;
  throw malformed('The new key policy will not allow you to update the key policy in the future.');
}

function malformed(message: string): Fault {
  return new Fault('MalformedPolicyDocumentException', message);
}
