import type { Key } from '@/lib/wiring/resource/kms';
import type { PartDrawing } from '../part-drawing';
import { KeyGrantFacts } from './key-grant-facts';
import { KeyPolicies } from './key-policies';

const key: PartDrawing<Key> = {
  what: 'key',
  reads: ({ policy, grants }) => [
    ['key-policy', policy],
    ['grants', grants],
  ],
  Policies: KeyPolicies,
  /** The grant that lets the role in, where that is not the key's policy. */
  behind({ grants }, { code, because }) {
    if (code !== 'granted-by-grant' || grants.state !== 'known') return null;
    const grant = grants.value.find(({ id }) => id === because.values?.grant);
    return grant ? { title: 'wire.panel.grant', body: <KeyGrantFacts grant={grant} /> } : null;
  },
};

export const parts = { 'kms-key': key };
