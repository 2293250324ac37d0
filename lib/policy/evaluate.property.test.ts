import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, type Outcome } from './evaluate';
import {
  anonymous,
  federatedUser,
  here,
  policy,
  role,
  roleArn,
  root,
  service,
  session,
  sessionArn,
  streamArn,
  there,
  user,
  userArn,
  type Written,
} from './example';
import type { ConditionContext, NamedPolicy, Policies, PolicyType, Question } from './question';

const keys = ['aws:SourceVpce', 'aws:TagKeys', 'aws:PrincipalTag/team'];
const words = ['a', 'b', 'ab'];

const operator = fc
  .tuple(
    fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'ArnLike', 'NumericLessThan'),
    fc.constantFrom('', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const wanted = fc.array(fc.constantFrom(...words, 'a*', '*', `\${${keys[2]}}`, `\${${keys[2]}, 'a'}`), {
  maxLength: 3,
});
const condition = fc.oneof(
  fc.tuple(operator, fc.constantFrom(...keys), wanted).map(([name, key, values]) => ({ [name]: { [key]: values } })),
  fc.tuple(fc.constantFrom(...keys), fc.boolean()).map(([key, absent]) => ({ Null: { [key]: absent } })),
);

const action = fc.constantFrom('*', 'kinesis:*', 'kinesis:GetRecords', 'kinesis:Put*', 'ec2:*');
const resource = fc.constantFrom('*', streamArn, `${streamArn}2`, `arn:aws:kinesis:*:*:stream/\${${keys[2]}}`);
const awsPrincipal = fc.constantFrom(here, there, roleArn, sessionArn, userArn, '*', `arn:aws:iam::${here}:root`);
const principalElement = fc.oneof(
  fc.constant({ Principal: '*' }),
  fc.array(awsPrincipal, { minLength: 1, maxLength: 2 }).map((AWS) => ({ Principal: { AWS } })),
  fc.constant({ Principal: { Service: 'lambda.amazonaws.com' } }),
  awsPrincipal.map((AWS) => ({ NotPrincipal: { AWS } })),
);

const body = fc
  .record({
    action,
    notAction: fc.boolean(),
    resource,
    notResource: fc.boolean(),
    condition: fc.option(condition, { nil: undefined }),
    principal: principalElement,
  })
  .map((parts) => ({
    [parts.notAction ? 'NotAction' : 'Action']: parts.action,
    [parts.notResource ? 'NotResource' : 'Resource']: parts.resource,
    ...(parts.condition ? { Condition: parts.condition } : {}),
    principal: parts.principal,
  }));

type Draft = { Effect: 'Allow' | 'Deny'; principal: Written } & Written;
const effect = fc.constantFrom<('Allow' | 'Deny')[]>('Allow', 'Allow', 'Allow', 'Deny');
const draft: fc.Arbitrary<Draft> = fc.tuple(effect, body).map(([Effect, rest]) => ({ Effect, ...rest }));
const drafts = fc.array(draft, { maxLength: 3 });
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Statements by the policy that they stand in; SCPs and RCPs have one level here. */
const set = fc.record({
  identity: drafts,
  resource: some(drafts),
  boundary: some(drafts),
  session: some(drafts),
  scp: some(drafts),
  rcp: some(drafts),
  endpoint: some(drafts),
});
type DraftSet = typeof set extends fc.Arbitrary<infer T> ? T : never;

const withPrincipals = new Set(['resource', 'rcp', 'endpoint']);
const resourceType = fc.constantFrom<('resource' | 'key' | 'trust')[]>('resource', 'key', 'trust');

function named(name: PolicyType, written: readonly Draft[]): NamedPolicy {
  const statements = written.map(({ principal, ...rest }) =>
    withPrincipals.has(name) ? { ...rest, ...principal } : rest,
  );
  return { name, document: policy(...statements) };
}

function policiesOf(all: DraftSet, type: Policies['resourceType']): Policies {
  return {
    identity: [named('identity', all.identity)],
    ...(all.resource ? { resource: named('resource', all.resource) } : {}),
    ...(type ? { resourceType: type } : {}),
    ...(all.boundary ? { boundary: named('boundary', all.boundary) } : {}),
    ...(all.session ? { session: [named('session', all.session)] } : {}),
    ...(all.scp ? { scps: [[named('scp', all.scp)]] } : {}),
    ...(all.rcp ? { rcps: [[named('rcp', all.rcp)]] } : {}),
    ...(all.endpoint ? { endpoint: named('endpoint', all.endpoint) } : {}),
  };
}

const context = fc
  .tuple(some(fc.constantFrom(...words)), some(fc.subarray(words)), some(fc.constantFrom(...words)))
  .map((values): ConditionContext => {
    const given = keys.flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]] as const]));
    return Object.fromEntries(given);
  });

const question: fc.Arbitrary<Question> = fc.record({
  principal: fc.constantFrom(session, role, user, root, federatedUser, service, anonymous),
  action: fc.constantFrom('kinesis:GetRecords', 'kinesis:PutRecord'),
  resource: fc.constantFrom({ arn: streamArn, accountId: here }, { arn: streamArn, accountId: there }),
  context,
  contextComplete: fc.boolean(),
});

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
      fc.property(question, set, resourceType, fc.subarray(keys), (asked, all, type, forgotten) => {
        const known = evaluate({ ...asked, contextComplete: true }, policiesOf(all, type)).decision;
        const left = Object.entries(asked.context).filter(([key]) => !forgotten.includes(key));
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
        if (asked.contextComplete) expect(decision).not.toBe('depends');
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
