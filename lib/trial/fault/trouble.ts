import fc from 'fast-check';
import type { FaultKind, SwitchedFault } from '@/lib/sandbox/practice-fault';

/** What another administrator does to a policy, before the request of that number that reads or writes it. */
export type PolicyEdit = {
  at: number;
  what: 'add' | 'rewrite' | 'remove-last' | 'empty';
  on: 'stream' | 'consumer' | 'key';
};

/** What its owner does to a table's stream, before the request of that number that reads or writes the table's setting. */
export type Switch = { at: number; what: 'off' | 'off-and-on'; on: 'table' };

export type Edit = PolicyEdit | Switch;

/** What another administrator makes for themselves that the plan was going to make, before that request for it. */
export type Preempting = { at: number; what: 'role' | 'between' | 'mapping' };

/** What goes wrong between the moment a plan is applied and the moment it has settled. */
export type Trouble = {
  preempting: Preempting | null;
  faults: SwitchedFault[];
  seed: number;
  edits: Edit[];
  interruptAt: number | null;
};

/** Strikes what Tributary asks, as the hub and as its role in either account. */
const caller = '*:assumed-role/*';

const ofEveryKind = [
  ['kms', 'PutKeyPolicy'],
  ['kms', 'GetKeyPolicy'],
  ['kms', 'CreateGrant'],
  ['kms', 'RevokeGrant'],
  ['kms', 'ListGrants'],
  ['iam', 'AttachRolePolicy'],
  ['iam', 'DetachRolePolicy'],
  ['iam', 'PutRolePolicy'],
  ['iam', 'DeleteRolePolicy'],
  ['lambda', 'CreateEventSourceMapping'],
  ['lambda', 'UpdateEventSourceMapping'],
  ['lambda', 'DeleteEventSourceMapping'],
  ['lambda', 'ListEventSourceMappings'],
  ['sts', 'AssumeRole'],
] as const;

type Operations = readonly (readonly [service: string, operation: string])[];

function target(operations: Operations): fc.Arbitrary<Partial<SwitchedFault>> {
  const services = [...new Set(operations.map(([service]) => service).filter((service) => service !== 'sts'))];
  return fc.oneof(
    fc.constantFrom(...operations).map(([service, operation]) => ({ service, operation })),
    fc.constantFrom(...services).map((service) => ({ service })),
    fc.constantFrom({ only: 'writes' as const }, { only: 'reads' as const }, {}),
  );
}

const moment: fc.Arbitrary<Partial<SwitchedFault>> = fc.oneof(
  fc.constantFrom(0.1, 0.3, 0.3, 0.6).map((probability) => ({ probability })),
  fc.record({ after: fc.integer({ min: 0, max: 12 }), times: fc.integer({ min: 1, max: 4 }) }),
  fc.integer({ min: 2, max: 4 }).map((every) => ({ every })),
);

const kind: fc.Arbitrary<FaultKind> = fc.constantFrom(
  'throttle',
  'throttle',
  'error',
  'error',
  'timeout',
  'reset',
  'reset',
  'slow',
  'half-answer',
  'malformed-answer',
  'expired',
  'sessions-expire',
);

const passingFault = (operations: Operations) =>
  fc
    .record({
      kind,
      target: target(operations),
      moment,
      takesEffect: fc.boolean(),
      milliseconds: fc.constantFrom(500, 10_000, 60_000),
    })
    .map(({ kind, target, moment, takesEffect, milliseconds }): Omit<SwitchedFault, 'id'> => {
      const lost = kind === 'timeout' || kind === 'reset' || kind === 'error';
      // Nobody can see what AWS does with a request long after its client has given it up.
      const slow = kind === 'slow' ? { milliseconds: Math.min(milliseconds, 10_000) } : {};
      return {
        kind,
        caller,
        ...target,
        ...moment,
        ...(lost ? { takesEffect } : {}),
        ...(kind === 'timeout' ? { milliseconds } : slow),
      };
    });

/** A permission that is withdrawn in the middle, and stays withdrawn. */
const withdrawn = (operations: Operations) =>
  fc
    .record({ operation: fc.constantFrom(...operations), after: fc.integer({ min: 0, max: 6 }) })
    .map(({ operation: [service, operation], after }): Omit<SwitchedFault, 'id'> => {
      return { kind: 'deny', caller: '*:assumed-role/operator/*', service, operation, after };
    });

const faults = (operations: Operations) =>
  fc
    .array(
      fc.oneof({ weight: 5, arbitrary: passingFault(operations) }, { weight: 1, arbitrary: withdrawn(operations) }),
      {
        maxLength: 4,
        size: 'max',
      },
    )
    .map((all) => all.map((fault, index) => ({ ...fault, id: `fault-${index}` })));

const policyEdit: fc.Arbitrary<PolicyEdit> = fc.record({
  at: fc.integer({ min: 1, max: 9 }),
  what: fc.constantFrom('add', 'add', 'rewrite', 'remove-last', 'empty'),
  on: fc.constantFrom('stream', 'stream', 'consumer', 'key'),
});

const switching: fc.Arbitrary<Switch> = fc.record({
  at: fc.integer({ min: 1, max: 9 }),
  what: fc.constantFrom('off', 'off-and-on'),
  on: fc.constant('table'),
});

const edits: fc.Arbitrary<Edit> = fc.oneof({ weight: 5, arbitrary: policyEdit }, { weight: 1, arbitrary: switching });

/** `own`: requests of the kind of wire, besides those of every kind. */
export const anyTrouble = (own: Operations): fc.Arbitrary<Trouble> =>
  fc.record({
    preempting: fc.option(
      fc.record({ at: fc.integer({ min: 1, max: 3 }), what: fc.constantFrom('role', 'between', 'mapping') }),
      { nil: null, freq: 4 },
    ),
    faults: faults([...own, ...ofEveryKind]),
    seed: fc.nat(),
    edits: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Edit[]>([]) },
      { weight: 2, arbitrary: fc.array(edits, { minLength: 1, maxLength: 3 }) },
    ),
    interruptAt: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null, freq: 2 }),
  });
