import { randomBytes } from 'node:crypto';
import { propagating } from '../iam/propagation';
import type { World } from '../world';
import { type Key, kmsArn, kmsState } from './key';

type KeyFacts = Pick<Key, 'id' | 'accountId' | 'region' | 'createdAt' | 'description' | 'manager' | 'tags' | 'policy'>;

/** Puts a new enabled key into its account. `policy` is in its stored form. */
export function makeKey(world: World, facts: KeyFacts): Key {
  const key: Key = {
    ...facts,
    arn: kmsArn(facts.region, facts.accountId, `key/${facts.id}`),
    state: 'Enabled',
    effectivePolicy: propagating(facts.policy),
    grants: new Map(),
    material: new Uint8Array(randomBytes(32)),
  };
  kmsState(world, facts.accountId, facts.region).keys.set(key.id, key);
  return key;
}
