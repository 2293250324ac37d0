import fc from 'fast-check';

/** What may happen to a connection, or to what is kept of it, while inventories are read. */
const happenings = [
  'reset',
  'edit-role',
  'edit-name',
  'edit-elsewhere',
  'expire',
  'drop-region',
  'add-region',
  'remove',
] as const;

export type Happening = { at: number; what: (typeof happenings)[number]; on: 'producer' | 'consumer' };

/** Somebody who looks: at one answer, or at a stream of pieces, which is asked for so often. */
export type Looking = {
  at: number;
  how: 'json' | 'stream';
  times: number;
  refresh: boolean;
  leavesAfter: number | null;
};

/** Milliseconds from the beginning. */
export type Scenario = {
  /** In each Region of the producer. */
  streams: number;
  /** So many of them are read from the other account. */
  wired: number;
  /** The longest that a call to AWS takes. */
  longestCall: number;
  seed: number;
  happenings: Happening[];
  lookings: Looking[];
};

/** While somebody looks, mostly in the first seconds, and often several things at once. */
const moment = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 50 }).map((one) => one * 50) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 }).map((one) => one * 1_000) },
);

/** Many streams, or few whose calls take as long as one is waited for. */
const size = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      streams: fc.integer({ min: 1, max: 24 }),
      longestCall: fc.constantFrom(0, 30, 300, 3_000, 6_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ streams: fc.integer({ min: 1, max: 8 }), longestCall: fc.constant(20_000) }),
  },
);

const events = fc.record({
  wired: fc.integer({ min: 0, max: 4 }),
  seed: fc.integer(),
  happenings: fc.array(
    fc.record({
      at: moment,
      what: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('reset' as const, 'edit-role' as const, 'expire' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...happenings) },
      ),
      on: fc.constantFrom('producer', 'consumer'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  lookings: fc.array(
    fc.record({
      at: moment,
      how: fc.constantFrom('json', 'stream', 'stream'),
      times: fc.integer({ min: 1, max: 3 }),
      refresh: fc.boolean(),
      leavesAfter: fc.option(moment, { freq: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

export const anyScenario: fc.Arbitrary<Scenario> = fc.tuple(size, events).map(([one, other]) => ({ ...one, ...other }));
