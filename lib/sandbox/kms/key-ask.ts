import type { ConditionContext } from '@/lib/policy/question';
import { accessDenied, subjectOf } from '../enforce';
import { seen } from '../iam/propagation';
import { resourceTags } from '../resource-tags';
import type { Ask, Call } from '../service';
import { grantsFor, type Shown } from './grantees';
import { aliasesOf, type Grant, type Key, kmsArn } from './key';
import { keyMeant, named } from './key-reference';

/** `awsJson1_1`, which decides how KMS words and codes its refusals. */
export const kmsProtocol = { protocol: 'awsJson1_1' } as const;

export type Asking = Shown & {
  context?: ConditionContext;
  /** The account of a key that is named without one; the call's own when left out. */
  keyAccount?: string;
  /** The operation is only for the key's own account, whatever its policy says. */
  ownAccountOnly?: boolean;
  /** Which of the grants for the operation count. */
  grant?: (grant: Grant) => boolean;
};

/** What `action` on a key asks permission for: its policy and, beside it, its grants. */
export function keyAsk(action: string, text: string | undefined, call: Call, asking: Asking = {}): Ask {
  const reference = named(text, call, asking.keyAccount);
  const key = keyMeant(call.world, reference, call.clock.now());
  const { accountId, region, name } = reference;
  const foreign = accountId !== call.accountId;
  if (!key && foreign) throw hidden(action, call);
  // Whether there is such a key is told to whoever may perform the operation on keys at all.
  if (!key) return { action: `kms:${action}`, resource: kmsArn(region, accountId, name) };
  const closed = foreign && asking.ownAccountOnly;
  const grants = grantsFor(key, action, asking, call.clock).filter(asking.grant ?? (() => true));
  return {
    action: `kms:${action}`,
    resource: key.arn,
    resourceAccount: accountId,
    resourcePolicy: closed ? null : seen(key.effectivePolicy, call.clock),
    resourcePolicyType: 'key',
    grantees: closed ? [] : grants.map(({ grantee }) => grantee),
    context: {
      ...keyContext(key, call),
      ...(name.startsWith('alias/') ? { 'kms:RequestAlias': name } : {}),
      ...encryptionKeys(asking.encryptionContext ?? {}),
      ...asking.context,
    },
  };
}

export function keyContext(key: Key, call: Call): ConditionContext {
  return {
    'kms:KeyOrigin': 'AWS_KMS',
    'kms:KeySpec': 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': 'ENCRYPT_DECRYPT',
    'kms:MultiRegion': 'false',
    'kms:ResourceAliases': aliasesOf(call.world, key),
    ...resourceTags(key.tags),
  };
}

function encryptionKeys(context: Readonly<Record<string, string>>): ConditionContext {
  const names = Object.keys(context);
  if (names.length === 0) return {};
  const pairs = Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value] as const);
  return { 'kms:EncryptionContextKeys': names, ...Object.fromEntries(pairs) };
}

/** Other accounts are not told whether a key exists. */
function hidden(action: string, call: Call) {
  const who = subjectOf(call.caller.principal);
  const why =
    'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
  return accessDenied(kmsProtocol, `User: ${who} is not authorized to perform: kms:${action} on this resource ${why}`);
}
