import { randomUUID } from 'node:crypto';
import { servicesOf } from '../served';
import type { World } from '../world';
import { type Key, kmsState } from './key';
import { makeKey } from './make-key';

type ManagedFor = { service: string; title: string };

/** Aliases of the keys that AWS manages, with the service each is for. */
export function awsManagedAliases(world: World): ReadonlyMap<string, ManagedFor> {
  return new Map(
    servicesOf(world).flatMap(({ name, keyTitle }) =>
      keyTitle ? [[`alias/aws/${name}`, { service: name, title: keyTitle }]] : [],
    ),
  );
}

/** The AWS managed key of an account and Region, made when it is first asked for. */
export function awsManagedKey(
  world: World,
  place: { accountId: string; region: string },
  alias: string,
  now: number,
): Key | undefined {
  const made = awsManagedAliases(world).get(alias);
  if (!made || !world.accounts.has(place.accountId)) return undefined;
  const { keys, aliases } = kmsState(world, place.accountId, place.region);
  const existing = aliases.get(alias);
  if (existing) return keys.get(existing.keyId);
  const key = makeKey(world, {
    id: randomUUID(),
    ...place,
    createdAt: now,
    description: `Default key that protects my ${made.title} data when no other key is defined`,
    manager: 'AWS',
    tags: {},
    policy: policyOf(made, place),
  });
  aliases.set(alias, { name: alias, keyId: key.id, createdAt: now, updatedAt: now });
  return key;
}

/** Everybody of the account through the service, nobody else, and for the account itself only a look at it. */
function policyOf({ service, title }: ManagedFor, place: { accountId: string; region: string }) {
  const { accountId, region } = place;
  const own = { 'kms:ViaService': `${service}.${region}.amazonaws.com`, 'kms:CallerAccount': accountId };
  const use = {
    Sid: `Allow access through ${title} for all principals in the account that are authorized to use ${title}`,
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
      'kms:CreateGrant',
      'kms:DescribeKey',
    ],
    Resource: '*',
    Condition: { StringEquals: own },
  };
  const look = {
    Sid: 'Allow direct access to key metadata to the account',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: `auto-${service}-1`, Statement: [use, look] }, null, 2);
}
