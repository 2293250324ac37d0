import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  body,
  context,
  type Draft,
  type DraftSet,
  everyones,
  keys,
  policiesOf,
  resourceType,
  set,
  withoutImpossible,
} from './arbitrary';
import { evaluate, type Outcome } from './evaluate';
import { anonymous, federatedUser, here, role, root, service, session, streamArn, there, user } from './example';
import type { Policies, Question } from './question';

const anything: fc.Arbitrary<Question> = fc.record({
  principal: fc.constantFrom(session, role, user, root, federatedUser, service, anonymous),
  action: fc.constantFrom('kinesis:GetRecords', 'kinesis:PutRecord'),
  resource: fc.constantFrom({ arn: streamArn, accountId: here }, { arn: streamArn, accountId: there }),
  context: context.map((given) => ({ ...given, [everyones]: 'a' })),
  contextComplete: fc.boolean(),
});

const question = anything.map(withoutImpossible);

const RANK: Record<Outcome['decision'], number> = { deny: 0, depends: 1, allow: 2 };
const rank = (asked: Question, all: DraftSet, type: Policies['resourceType']) =>
  RANK[evaluate(asked, policiesOf(all, type)).decision];

const place = fc.constantFrom<(keyof DraftSet)[]>(
  'identity',
  'resource',
  'boundary',
  'session',
  'scp',
  'rcp',
  'endpoint',
);
/** One statement more in a policy that is there already: a new policy can only limit. */
const with1 = (all: DraftSet, where: keyof DraftSet, one: Draft): DraftSet =>
  all[where] ? { ...all, [where]: [...all[where], one] } : all;

const runs = { numRuns: 400 };

describe('for any policies and any question', () => {
  test('one Deny more never makes more allowed', () => {
    fc.assert(
      fc.property(question, set, resourceType, place, body, (asked, all, type, where, rest) => {
        const more = with1(all, where, { Effect: 'Deny', ...rest });
        expect(rank(asked, more, type)).toBeLessThanOrEqual(rank(asked, all, type));
      }),
      runs,
    );
  });

  test('one Allow more never makes less allowed', () => {
    // An RCP's first Allow stands for the whole of RCPFullAWSAccess, which is never written by hand.
    fc.assert(
      fc.property(
        question,
        set,
        resourceType,
        place.filter((where) => where !== 'rcp'),
        body,
        (asked, all, type, where, rest) => {
          const more = with1(all, where, { Effect: 'Allow', ...rest });
          expect(rank(asked, more, type)).toBeGreaterThanOrEqual(rank(asked, all, type));
        },
      ),
      runs,
    );
  });

  test('the order of statements does not matter', () => {
    fc.assert(
      fc.property(question, set, resourceType, (asked, all, type) => {
        const turned = Object.fromEntries(
          Object.entries(all).map(([where, list]) => [where, list?.toReversed()]),
        ) as DraftSet;
        const { decision, reason, dependsOn } = evaluate(asked, policiesOf(all, type));
        expect(evaluate(asked, policiesOf(turned, type))).toMatchObject({ decision, reason });
        const keysNow = evaluate(asked, policiesOf(turned, type)).dependsOn;
        expect(keysNow.map((key) => key.toLowerCase())).toEqual(dependsOn.map((key) => key.toLowerCase()));
      }),
      runs,
    );
  });

  test('not knowing a key can only turn the answer to depends', () => {
    fc.assert(
      fc.property(question, set, resourceType, fc.subarray([...keys]), (asked, all, type, forgotten) => {
        const known = evaluate({ ...asked, contextComplete: true }, policiesOf(all, type)).decision;
        const left = Object.entries(asked.context).filter(([key]) => !forgotten.some((one) => one === key));
        const less: Question = { ...asked, context: Object.fromEntries(left), contextComplete: false };
        expect([known, 'depends']).toContain(evaluate(less, policiesOf(all, type)).decision);
      }),
      runs,
    );
  });

  test('an answer depends on keys, and only then', () => {
    fc.assert(
      fc.property(question, set, resourceType, (asked, all, type) => {
        const { decision, dependsOn } = evaluate(asked, policiesOf(all, type));
        expect(dependsOn.length > 0).toBe(decision === 'depends');
        // Of a role nobody knows which session asks.
        const isWhole = asked.contextComplete && asked.principal.type !== 'role';
        if (isWhole) expect(decision).not.toBe('depends');
      }),
      runs,
    );
  });

  test('what is explained agrees with what is decided', () => {
    fc.assert(
      fc.property(question, set, resourceType, (asked, all, type) => {
        const { decision, reason, perPolicy } = evaluate(asked, policiesOf(all, type));
        const denies = perPolicy.some((side) => side.decision === 'deny');
        expect(reason === 'explicit-deny').toBe(denies);
        for (const { statements } of perPolicy) {
          for (const { applies, statement } of statements) {
            if (applies === 'yes' && statement.effect === 'Deny') expect(decision).toBe('deny');
          }
        }
      }),
      runs,
    );
  });
});
