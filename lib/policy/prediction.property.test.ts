import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slow } from '../trial/slow';
import {
  context,
  everyones,
  keys,
  ofServices,
  policiesOf,
  resourceType,
  set,
  withoutImpossible,
  words,
} from './arbitrary';
import { evaluate } from './evaluate';
import {
  anonymous,
  federatedUser,
  here,
  role,
  roleArn,
  root,
  service,
  session,
  sessionArn,
  streamArn,
  there,
  user,
} from './example';
import type { ConditionContext, Principal, Question } from './question';

const asked: fc.Arbitrary<Question> = fc.record({
  principal: fc.constantFrom(role, role, session, user, root, federatedUser, service, anonymous),
  action: fc.constantFrom('kinesis:GetRecords', 'kinesis:PutRecord'),
  resource: fc.constantFrom({ arn: streamArn, accountId: here }, { arn: streamArn, accountId: there }),
  context,
  contextComplete: fc.constant(false),
});

const predicted = asked.map(withoutImpossible);

/** How a request turned out: the session that asked, and what it carried of what was open. */
const turnedOut = fc.record({
  sessionName: fc.constantFrom('kds-reader1', 'other', 'third'),
  carried: fc.record({
    [keys[0]]: fc.option(fc.constantFrom(...words)),
    [keys[1]]: fc.option(fc.subarray([...words], { minLength: 1 })),
    [keys[2]]: fc.option(fc.constantFrom(...words)),
    [ofServices]: fc.option(fc.constantFrom(...words)),
    [everyones]: fc.constantFrom(...words),
  }),
});
type TurnedOut = typeof turnedOut extends fc.Arbitrary<infer T> ? T : never;

function asSession(principal: Principal, sessionName: string): Principal {
  if (principal.type !== 'role') return principal;
  const { accountId, uniqueId = '' } = principal;
  return { type: 'session', arn: sessionArn.replace('kds-reader1', sessionName), roleArn, accountId, uniqueId };
}

/** What such a principal carried of some keys; a key that is not carried is given as empty. */
function carriedBy(principal: Principal, { carried }: TurnedOut, of: (key: string) => boolean): ConditionContext {
  const can = (key: string) => {
    if (key === ofServices) return principal.type === 'service';
    return key !== keys[2] || (principal.type !== 'service' && principal.type !== 'anonymous');
  };
  return Object.fromEntries(
    Object.entries(carried).flatMap(([key, value]) => (of(key) ? [[key, (can(key) && value) || []]] : [])),
  );
}

const runs = { numRuns: slow ? 20_000 : 1_000 };

describe('a prediction', () => {
  test('is what every request of that principal gets', () => {
    fc.assert(
      fc.property(predicted, set, resourceType, turnedOut, (question, all, type, later) => {
        const policies = policiesOf(all, type);
        const { decision } = evaluate(question, policies);
        const whole: Question = {
          ...question,
          principal: asSession(question.principal, later.sessionName),
          context: { ...carriedBy(question.principal, later, () => true), ...question.context },
          contextComplete: true,
        };
        const answer = evaluate(whole, policies).decision;
        expect(answer).not.toBe('depends');
        if (decision !== 'depends') expect(answer).toBe(decision);
      }),
      runs,
    );
  });

  test('that depends is decided by the keys that it names', () => {
    fc.assert(
      fc.property(predicted, set, resourceType, turnedOut, (question, all, type, later) => {
        const policies = policiesOf(all, type);
        const { decision, dependsOn } = evaluate(question, policies);
        expect(dependsOn.length > 0).toBe(decision === 'depends');
        const told: Question = {
          ...question,
          principal: dependsOn.includes('aws:userid')
            ? asSession(question.principal, later.sessionName)
            : question.principal,
          context: { ...carriedBy(question.principal, later, (key) => dependsOn.includes(key)), ...question.context },
        };
        expect(evaluate(told, policies).decision).not.toBe('depends');
      }),
      runs,
    );
  });
});
