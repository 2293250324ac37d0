import type { Verdict } from '@/lib/wiring/need';
import type { Key } from '@/lib/wiring/resource/kms';
import type { Drawing } from './drawing';
import { KeyChoice, keyShares } from './kms/key-choice';
import { KeyGrantFacts } from './kms/key-grant-facts';
import { KeyPolicies } from './kms/key-policies';
import type { Question } from './question';

const key: Drawing<Key> = {
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

export const drawings = { 'kms-key': key };

const opened: Question = {
  parameter: 'key',
  step: 'settings',
  answers: keyShares,
  due: (verdicts: readonly Verdict[]) =>
    verdicts.some(
      ({ need: { demand }, state }) => demand.type === 'grant' && demand.place === 'key-policy' && state === 'missing',
    ),
  Control: KeyChoice,
};

export const questions = { keyGrant: opened };
