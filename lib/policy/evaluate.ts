import { unknownKeys } from './condition';
import type { Statement } from './document';
import { explain, type PolicyFinding } from './explain';
import { permission } from './permission';
import type { Policies, PolicyType, Question } from './question';
import { Request } from './request';
import { allowed, type Side, sidesOf, statementsWith } from './side';
import { unknownVariables } from './template';
import { either, type Truth } from './truth';

export type Reason =
  | 'allowed'
  | 'explicit-deny'
  | 'no-identity-allow'
  | 'no-resource-allow'
  | 'no-key-allow'
  | 'no-trust-allow'
  | 'no-boundary-allow'
  | 'no-session-allow'
  | 'no-scp-allow'
  | 'no-rcp-allow'
  | 'no-endpoint-allow'
  | 'depends-on-conditions';

export type DecidingStatement = { policyType: PolicyType; policy: string; statement: Statement };

export type Outcome = {
  decision: 'allow' | 'deny' | 'depends';
  reason: Reason;
  /** The type of policy that decided: that denied, that lacks an allow, that allowed, or that is not certain. */
  policyType?: PolicyType;
  /** Left out where the absence of a statement decided. */
  decidedBy?: DecidingStatement;
  /** Condition keys, as the policies write them, that a `depends` turns on. */
  dependsOn: string[];
  /** What every policy says, statement by statement. Worked out when first looked at. */
  readonly perPolicy: readonly PolicyFinding[];
};

/** Answers as AWS would. What cannot be known makes the answer `depends`, never `allow` and never `deny`. */
export function evaluate(question: Question, policies: Policies): Outcome {
  const request = new Request(question);
  const sides = sidesOf(request, policies);
  const deny = sides.reduce<Truth>((sum, side) => either(sum, side.deny), false);
  if (deny === true) {
    const side = sides.find((candidate) => candidate.deny === true);
    return outcome(request, sides, {
      decision: 'deny',
      reason: 'explicit-deny',
      ...decider(side, request, false, true),
    });
  }
  const { permitted, by } = permission(question, policies, sides);
  if (permitted === false)
    return outcome(request, sides, { decision: 'deny', reason: `no-${by}-allow`, policyType: by });
  if (permitted === true && deny === false) {
    const side = sides.find(({ policyType }) => policyType === by);
    const decided = side ? decider(side, request, true, true) : { policyType: by };
    return outcome(request, sides, { decision: 'allow', reason: 'allowed', ...decided });
  }
  return outcome(request, sides, {
    decision: 'depends',
    reason: 'depends-on-conditions',
    ...undecided(sides, request),
  });
}

type Verdict = Pick<Outcome, 'decision' | 'reason' | 'policyType' | 'decidedBy'> & { dependsOn?: string[] };

function outcome(request: Request, sides: readonly Side[], verdict: Verdict): Outcome {
  let findings: readonly PolicyFinding[] | null = null;
  return {
    ...verdict,
    dependsOn: verdict.dependsOn ?? [],
    get perPolicy() {
      findings ??= sides.map((side) => explain(side, request));
      return findings;
    },
  };
}

type Decider = Pick<Outcome, 'policyType' | 'decidedBy'>;

function decider(side: Side | undefined, request: Request, allows: boolean, truth: Truth): Decider {
  const found = side && statementsWith(side, request, allows, truth)[0];
  if (!side || !found) return side ? { policyType: side.policyType } : {};
  const { policyType } = side;
  return { policyType, decidedBy: { policyType, policy: found.policy, statement: found.statement.source } };
}

/** The first uncertain statement, and every key that the uncertain statements turn on. */
function undecided(sides: readonly Side[], request: Request): Decider & { dependsOn: string[] } {
  const open = sides.flatMap((side) => [
    ...(side.deny === null ? [{ side, allows: false }] : []),
    ...(allowed(side) === true ? [] : [{ side, allows: true }]),
  ]);
  const keys = new Map<string, string>();
  let first: Decider | null = null;
  for (const { side, allows } of open) {
    for (const { statement } of statementsWith(side, request, allows, null)) {
      first ??= decider(side, request, allows, null);
      for (const key of [
        ...statement.conditions.flatMap((condition) => unknownKeys(condition, request)),
        ...(statement.resources ?? []).flatMap(({ template }) => unknownVariables(template, request)),
      ]) {
        if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
      }
    }
  }
  return { ...first, dependsOn: [...keys.values()].sort() };
}
