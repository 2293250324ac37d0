import fc from 'fast-check';
import type { KindId } from '@/lib/wiring/kind/kind-id';

/** A statement that somebody else wrote, of whose kind each resource has its own words. */
export type Foreign = {
  sid: string | null;
  effect: 'Allow' | 'Deny';
  principals: ('account' | 'root' | 'other-role' | 'reader' | 'dead')[];
  /** How many of the actions that the wire needs; the rest is something else. */
  needed: number;
  condition: boolean;
};

/** What stands in both accounts before anything is planned. */
export type Start = {
  kind: KindId;
  encrypted: boolean;
  keyGrant: 'policy' | 'grant';
  roleGrant: 'managed' | 'least';
  /** A table has a stream already. */
  streamOn: boolean;
  /** What others wrote into the policies of the stream, of the consumer and of the key. */
  streamPolicy: Foreign[];
  consumerPolicy: Foreign[];
  keyPolicy: Foreign[];
  layout: 'odd' | 'indented' | 'one-line' | 'alone';
  layoutSeed: number;
  /** A statement under the wire's own Sid that is not what it should be. */
  ownHalf: boolean;
  /** So many bytes of somebody's statements in the stream's policy. */
  padding: number;
  consumer: 'none' | 'others' | 'same-name';
  attached: ('basic' | 'execution')[];
  inline: ('logs' | 'half' | 'own-half' | 'decrypt')[];
  /** How much slower than none AWS is: 1 as it is. */
  scale: number;
};

const foreign: fc.Arbitrary<Foreign> = fc.record({
  sid: fc.option(fc.constantFrom('Theirs', 'AllowTeam', 'Tributary', 'x'), { nil: null, freq: 3 }),
  effect: fc.oneof(
    { weight: 30, arbitrary: fc.constant('Allow' as const) },
    { weight: 1, arbitrary: fc.constant('Deny' as const) },
  ),
  principals: fc.uniqueArray(fc.constantFrom('account', 'root', 'other-role', 'reader', 'dead'), {
    minLength: 1,
    maxLength: 3,
  }),
  needed: fc.integer({ min: 0, max: 5 }),
  condition: fc.boolean(),
});

const policy = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Foreign[]>([]) },
  { weight: 5, arbitrary: fc.array(foreign, { minLength: 1, maxLength: 4 }) },
);

const anyOf = {
  encrypted: fc.boolean(),
  keyGrant: fc.constantFrom('policy', 'grant'),
  roleGrant: fc.constantFrom('managed', 'least'),
  streamOn: fc.boolean(),
  streamPolicy: policy,
  consumerPolicy: policy,
  keyPolicy: policy,
  layout: fc.constantFrom('odd', 'odd', 'indented', 'one-line', 'alone'),
  layoutSeed: fc.integer(),
  ownHalf: fc.boolean(),
  padding: fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 17_000, max: 20_400 }) },
  ),
  consumer: fc.constantFrom('none', 'none', 'others', 'same-name'),
  attached: fc.subarray<Start['attached'][number]>(['basic', 'execution']),
  inline: fc.subarray<Start['inline'][number]>(['logs', 'half', 'own-half', 'decrypt']),
  scale: fc.constantFrom(0, 0, 0.05, 0.2),
} as const;

export function anyStart(kind: KindId): fc.Arbitrary<Start> {
  return fc.record({ kind: fc.constant(kind), ...anyOf });
}
