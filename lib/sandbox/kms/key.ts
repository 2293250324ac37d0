import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import type { Propagating } from '../iam/propagation';
import { stateOf, type World } from '../world';

/** A KMS key as its owner's account keeps it. Times are epoch milliseconds. */
export type Key = {
  id: string;
  arn: string;
  accountId: string;
  region: string;
  createdAt: number;
  description: string;
  manager: 'AWS' | 'CUSTOMER';
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** When a key that is pending deletion will be gone. */
  deletionAt?: number;
  tags: Record<string, string>;
  /** As stored: roles and users by their unique ids. */
  policy: string;
  /** The policy as requests meet it: it takes a while to arrive. */
  effectivePolicy: Propagating<string>;
  grants: Map<string, Grant>;
  /** 256 bits that never leave the practice accounts. */
  material: Uint8Array;
};

export type Grant = {
  id: string;
  name: string | undefined;
  createdAt: number;
  /** Principals by unique id where they have one. */
  grantee: string;
  retiring: string | undefined;
  operations: GrantOperation[];
  constraints: GrantConstraints | undefined;
  issuingAccount: string;
  /** No longer listed, though requests may still meet it for a while. */
  withdrawn: boolean;
  effective: Propagating<boolean>;
};

/** `alias/orders` on its key. */
export type Alias = { name: string; keyId: string; createdAt: number; updatedAt: number };

type KmsState = { keys: Map<string, Key>; aliases: Map<string, Alias> };

export function kmsState(world: World, accountId: string, region: string): KmsState {
  return stateOf(world, 'kms', accountId, region, () => ({ keys: new Map(), aliases: new Map() }));
}

export function kmsArn(region: string, accountId: string, rest: string): string {
  return `arn:aws:kms:${region}:${accountId}:${rest}`;
}

/** Takes away keys whose waiting period has passed, and their aliases. */
export function removeExpired({ keys, aliases }: KmsState, now: number): void {
  for (const key of keys.values()) {
    if (key.deletionAt === undefined || now < key.deletionAt) continue;
    keys.delete(key.id);
    for (const alias of aliases.values()) if (alias.keyId === key.id) aliases.delete(alias.name);
  }
}

export function aliasesOf(world: World, key: Key): string[] {
  const { aliases } = kmsState(world, key.accountId, key.region);
  return [...aliases.values()].filter(({ keyId }) => keyId === key.id).map(({ name }) => name);
}
