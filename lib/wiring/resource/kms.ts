import { accountOf } from '../arn';
import type { Read } from '../read';
import type { KeyGrant } from './key-grant';
import { onlyPolicy } from './only-policy';
import type { Resource, Single } from './resource';
import type { Demanded } from './statement';

/** A KMS key, however it was named: by id, ARN or alias. */
export type Key = {
  is: 'kms-key';
  arn: string;
  /** Who manages it: a key that AWS manages can never be shared. */
  manager: 'AWS' | 'CUSTOMER' | string;
  /** As AWS says it: Enabled, Disabled, PendingDeletion… */
  state: string;
  deletionDate: string | null;
  policy: Read<string>;
  grants: Read<KeyGrant[]>;
};

const inContext = 'kms:EncryptionContext:';

/** What a grant must allow, and for which encryption context: it can hold that and no other condition. */
function grantOf(name: string, demands: readonly Demanded[]): Omit<KeyGrant, 'id'> & { name: string } {
  const contexts = demands.flatMap(({ context }) => Object.entries(context));
  const own = contexts.filter(([key]) => key.startsWith(inContext));
  return {
    name,
    granteePrincipal: demands[0]?.principal ?? '',
    operations: [...new Set(demands.map(({ action }) => action.replace(/^kms:/, '')))],
    encryptionContext: Object.fromEntries(own.map(([key, value]) => [key.slice(inContext.length), value])),
  };
}

function toSingle(grant: KeyGrant): Single & { grant: KeyGrant } {
  return {
    id: grant.id,
    name: grant.name,
    principal: grant.granteePrincipal,
    grant,
    opens: ({ action, context }) =>
      grant.operations.some((operation) => `kms:${operation}` === action) &&
      // What it is bound to counts only where something is decrypted.
      (action === 'kms:DescribeKey' ||
        Object.entries(grant.encryptionContext).every(([key, value]) => context[`${inContext}${key}`] === value)),
  };
}

function keyId(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

const key: Resource<Key> = {
  arn: { service: 'kms', resource: /^key\/[\w-]+$/ },
  name: keyId,
  stable: (arn) => arn,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:kms:${region}:${accountId}:key/-`,
  documents: {
    resource: {
      as: 'key',
      name: 'key-policy',
      texts: ({ policy }) => onlyPolicy('key-policy', policy),
      unread: 'key-policy-read',
      choice: { setting: 'keyGrant', single: 'grant' },
      // The asker may use another key of the same account: most likely the one that this took the place of.
      replacedBy: {
        code: 'key-changed',
        values: ({ arn }, opened) => {
          const former = opened.filter((one) => accountOf(one) === accountOf(arn));
          return former.length === 0 ? null : { key: arn, former: former.join(', ') };
        },
      },
      writing: {
        whole: {
          // 32 KB (wirings §0.4, unverified: AWS would say so itself).
          mostBytes: 32_768,
          resource: '*',
          // A key always keeps a policy: the last statement of one is never ours alone.
          call: ({ arn, before, after }) =>
            after === null ? null : { call: 'kms:PutKeyPolicy', keyArn: arn, policy: after, expected: before ?? '' },
        },
        single: {
          create: (keyArn, name, demands) => ({ call: 'kms:CreateGrant', keyArn, grant: grantOf(name, demands) }),
          standing: ({ grants }) =>
            grants.state === 'known' ? { ...grants, value: grants.value.map(toSingle) } : grants,
          revoke: (keyArn, single) => ({
            call: 'kms:RevokeGrant',
            keyArn,
            grant: (single as ReturnType<typeof toSingle>).grant,
          }),
        },
      },
    },
  },
  gone: (arn) => ({ code: 'key-gone', values: { key: arn } }),
  ungranted: (arn) => ({ code: 'key-ungranted', values: { key: arn } }),
  kept: {
    shared: (arn, values) => ({ key: 'keeps.shared-key', values: { ...values, key: keyId(arn) } }),
  },
};

export const resources = { 'kms-key': key };
