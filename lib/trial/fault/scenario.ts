import fc from 'fast-check';
import { endsOf, stagedKinds } from './ends/all-ends';
import { anyStart, type Start } from './start';
import { anyTrouble, type Trouble } from './trouble';

const damages = ['replaced', 'role-anew', 'policy-lost', 'key-lost', 'mapping-lost', 'gone'] as const;

/** What a person wants of a wire, and what becomes of it on the way. */
export type Scenario = {
  start: Start;
  intent: 'wire' | 'settings' | 'remove' | 'repair';
  damage: (typeof damages)[number];
  trouble: Trouble;
  /** What they try while the trouble lasts, each time the run has stopped. */
  tries: ('resume' | 'undo')[];
  /** How they bring it to an end once it is over. */
  end: 'resume' | 'undo';
  /** What is done is taken back after all. */
  undoAfter: boolean;
  /** What jitter is drawn from. */
  seed: number;
};

const anyOf = {
  intent: fc.constantFrom<Scenario['intent'][]>('wire', 'wire', 'wire', 'settings', 'remove', 'repair'),
  damage: fc.constantFrom(...damages),
  tries: fc.array(fc.constantFrom<Scenario['end'][]>('resume', 'undo'), { maxLength: 2 }),
  end: fc.constantFrom<Scenario['end'][]>('resume', 'undo'),
  undoAfter: fc.boolean(),
  seed: fc.nat(),
};

/** Each kind is as likely as another, with faults on what it asks for. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(
  ...stagedKinds.map((kind) =>
    fc.record({ start: anyStart(kind), trouble: anyTrouble(endsOf({ kind }).operations), ...anyOf }),
  ),
);

/** A wire with nothing in its way, between ends that nobody has shared before. */
export const uneventful: Scenario = {
  start: {
    kind: 'kinesis',
    encrypted: false,
    keyGrant: 'policy',
    roleGrant: 'managed',
    streamOn: false,
    streamPolicy: [],
    consumerPolicy: [],
    keyPolicy: [],
    layout: 'indented',
    layoutSeed: 0,
    ownHalf: false,
    padding: 0,
    consumer: 'none',
    attached: ['basic'],
    inline: [],
    scale: 0,
  },
  intent: 'wire',
  damage: 'policy-lost',
  trouble: { preempting: null, faults: [], seed: 0, edits: [], interruptAt: null },
  tries: [],
  end: 'resume',
  undoAfter: false,
  seed: 0,
};
