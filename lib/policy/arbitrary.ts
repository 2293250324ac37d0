import fc from 'fast-check';
import { here, policy, roleArn, sessionArn, streamArn, there, userArn, type Written } from './example';
import type { ConditionContext, NamedPolicy, Policies, PolicyType, Question } from './question';

/** Keys that a request may or may not carry. */
export const keys = ['aws:SourceVpce', 'aws:TagKeys', 'aws:PrincipalTag/team'] as const;
/** Keys that every request carries, and that only a service's own does. */
export const everyones = 'aws:UserAgent';
export const ofServices = 'aws:SourceAccount';
/** Keys that follow from who asks, as far as that is known. */
const ofPrincipal = ['aws:userid', 'aws:PrincipalArn', 'aws:username', 'aws:PrincipalType'] as const;
export const words = ['a', 'b', 'ab'] as const;

const roleId = 'AROAREADER00000000001';
const ids = [`${roleId}:kds-reader1`, `${roleId}:*`, roleId, 'AROA*', '*:kds-reader1', 'AIDA*', roleArn, 'ada'];
const otherSession = sessionArn.replace('kds-reader1', 'other');

const operatorOf = (...names: string[]) =>
  fc
    .tuple(
      fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
      fc.constantFrom(...names),
      fc.constantFrom('', 'IfExists'),
    )
    .map((parts) => parts.join(''));
const onStrings = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'NumericLessThan'];
const onArns = ['ArnLike', 'ArnNotEquals'];
const variables = [keys[2], 'aws:userid'].flatMap((key) => [`\${${key}}`, `\${${key}, 'a'}`, `\${${key}}*`]);
const wanted = fc.array(fc.constantFrom(...words, 'a*', '*', ...variables), { maxLength: 3 });
const wantedId = fc.array(fc.constantFrom(...ids, '*', ...variables), { maxLength: 3 });
/** In full: what AWS makes of a shorter one it does not say, whatever a request carries. */
const wantedArn = fc.array(fc.constantFrom(roleArn, userArn, 'arn:aws:iam::*:role/*'), { maxLength: 3 });
const testOf = (among: readonly string[], values: fc.Arbitrary<string[]>, operators = onStrings) =>
  fc
    .tuple(operatorOf(...operators), fc.constantFrom(...among), values)
    .map(([name, key, list]) => ({ [name]: { [key]: list } }));
const presence = fc
  .tuple(fc.constantFrom(...keys, everyones, ofServices, ...ofPrincipal), fc.boolean())
  .map(([key, absent]) => ({ Null: { [key]: absent } }));
const condition = fc.oneof(
  { weight: 3, arbitrary: testOf(keys, wanted, [...onStrings, 'ArnLike']) },
  { weight: 1, arbitrary: testOf([everyones, ofServices], wanted) },
  { weight: 1, arbitrary: testOf(ofPrincipal, wantedId) },
  { weight: 1, arbitrary: testOf(['aws:PrincipalArn', keys[0]], wantedArn, onArns) },
  { weight: 1, arbitrary: presence },
);
/** One test, or two that must both hold. */
const conditions = fc
  .array(condition, { minLength: 1, maxLength: 2 })
  .map((all): Written => Object.assign({}, ...all) as Written);

const action = fc.constantFrom('*', '*', 'kinesis:*', 'kinesis:GetRecords', 'kinesis:Put*', 'ec2:*');
const resource = fc.constantFrom(
  '*',
  '*',
  '*',
  streamArn,
  `${streamArn}2`,
  `arn:aws:kinesis:*:*:stream/\${${keys[2]}}`,
  `arn:aws:kinesis:*:*:stream/\${${ofPrincipal[0]}}`,
);
const awsPrincipal = fc.constantFrom(
  here,
  there,
  roleArn,
  roleId,
  sessionArn,
  otherSession,
  `${roleId}:kds-reader1`,
  userArn,
  '*',
  `arn:aws:iam::${here}:root`,
);
const principalElement = fc.oneof(
  fc.constant({ Principal: '*' }),
  fc.array(awsPrincipal, { minLength: 1, maxLength: 2 }).map((AWS) => ({ Principal: { AWS } })),
  fc.constant({ Principal: { Service: 'lambda.amazonaws.com' } }),
  fc.array(awsPrincipal, { minLength: 1, maxLength: 4 }).map((AWS) => ({ NotPrincipal: { AWS } })),
  fc.constant({ NotPrincipal: { AWS: [here, roleArn, sessionArn] } }),
);

const seldom = fc.integer({ min: 0, max: 5 }).map((number) => number === 0);

/** A statement without its effect. `principal` is written where the policy is one that names principals. */
export const body = fc
  .record({
    action,
    notAction: seldom,
    resource,
    notResource: seldom,
    condition: fc.option(conditions, { nil: undefined }),
    principal: principalElement,
  })
  .map((parts) => ({
    [parts.notAction ? 'NotAction' : 'Action']: parts.action,
    [parts.notResource ? 'NotResource' : 'Resource']: parts.resource,
    ...(parts.condition ? { Condition: parts.condition } : {}),
    principal: parts.principal,
  }));

export type Draft = { Effect: 'Allow' | 'Deny'; principal: Written } & Written;
const effect = fc.constantFrom<('Allow' | 'Deny')[]>('Allow', 'Allow', 'Allow', 'Deny');
const draft: fc.Arbitrary<Draft> = fc.tuple(effect, body).map(([Effect, rest]) => ({ Effect, ...rest }));
/** Without it nearly everything is denied for want of an Allow. */
const open: Draft = { Effect: 'Allow', Action: '*', Resource: '*', principal: { Principal: { AWS: [here, roleArn] } } };
const drafts = fc
  .tuple(fc.array(draft, { maxLength: 3 }), fc.boolean())
  .map(([all, isOpen]) => (isOpen ? [...all, open] : all));
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Most requests have few policies to pass. */
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, arbitrary);

/** Statements by the policy that they stand in; SCPs and RCPs have one level here. */
export const set = fc.record({
  identity: drafts,
  resource: some(drafts),
  boundary: few(drafts),
  session: few(drafts),
  scp: few(drafts),
  rcp: few(drafts),
  endpoint: few(drafts),
});
export type DraftSet = typeof set extends fc.Arbitrary<infer T> ? T : never;

const withPrincipals = new Set(['resource', 'rcp', 'endpoint']);
export const resourceType = fc.constantFrom<('resource' | 'key' | 'trust')[]>('resource', 'key', 'trust');

function named(name: PolicyType, written: readonly Draft[]): NamedPolicy {
  const statements = written.map(({ principal, ...rest }) =>
    withPrincipals.has(name) ? { ...rest, ...principal } : rest,
  );
  return { name, document: policy(...statements) };
}

export function policiesOf(all: DraftSet, type: Policies['resourceType']): Policies {
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

const valuesOf = [fc.constantFrom(...words), fc.subarray([...words]), fc.constantFrom(...words)] as const;

/** Values of some of the keys. */
export const context = fc
  .tuple(some(valuesOf[0]), some(valuesOf[1]), some(valuesOf[2]))
  .map((values): ConditionContext => {
    const given = keys.flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]] as const]));
    return Object.fromEntries(given);
  });

/** The question without what such a principal never carries. */
export function withoutImpossible(question: Question): Question {
  const { principal, context: given } = question;
  if (principal.type !== 'service' && principal.type !== 'anonymous') return question;
  return { ...question, context: Object.fromEntries(Object.entries(given).filter(([key]) => key !== keys[2])) };
}
