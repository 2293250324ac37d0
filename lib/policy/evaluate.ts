import { openKeys } from './condition';
import type { Statement } from './document';
import { explain, type PolicyFinding } from './explain';
import { permission } from './permission';
import type { Policies, PolicyType, Question } from './question';
import { Request } from './request';
import { type Found, openStatements, type Side, sidesOf } from './side';
import { type CompiledStatement, principalNaming } from './statement-match';
import { unknownVariables } from './template';
import { either, type Truth } from './truth';

type Reason =
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

type DecidingStatement = { policyType: PolicyType; policy: string; statement: Statement };

export type Outcome = {
  decision: 'allow' | 'deny' | 'depends';
  reason: Reason;
  /** The type of policy that decided: that denied, that lacks an allow, that allowed, or that is not certain. */
  policyType?: PolicyType;
  /** Left out where the absence of a statement decided. */
  decidedBy?: DecidingStatement;
  /** Condition keys, as the policies write them, that a `depends` turns on. Empty where AWS does not say what applies. */
  dependsOn: string[];
  /** What every policy says, statement by statement. Worked out when first looked at; no part of the JSON form. */
  readonly perPolicy: readonly PolicyFinding[];
};

/** Answers as AWS would. What cannot be known makes the answer `depends`, never `allow` and never `deny`. */
export function evaluate(question: Question, policies: Policies): Outcome {
  const request = new Request(question);
  const sides = sidesOf(request, policies);
  if (needsNoPermission(question)) return new Answer(request, sides, 'allow', 'allowed', {});
  let deny: Truth = false;
  for (const side of sides) {
    if (side.deny === true) return new Answer(request, sides, 'deny', 'explicit-deny', decider(side, side.denying));
    deny = either(deny, side.deny);
  }
  const { permitted, by } = permission(question, policies, sides);
  if (permitted === false) return new Answer(request, sides, 'deny', `no-${by}-allow`, { policyType: by });
  if (permitted === null || deny === null) {
    return new Answer(request, sides, 'depends', 'depends-on-conditions', undecided(sides, request));
  }
  const side = sides.find(({ policyType }) => policyType === by);
  return new Answer(request, sides, 'allow', 'allowed', side ? decider(side, side.allowing) : { policyType: by });
}

/** AWS tells everybody who signs a request who they are, whatever any policy denies. */
function needsNoPermission({ principal, action }: Question): boolean {
  const isSigned = principal.type !== 'service' && principal.type !== 'anonymous';
  return isSigned && action.toLowerCase() === 'sts:getcalleridentity';
}

type Decider = Pick<Outcome, 'policyType' | 'decidedBy'>;

class Answer implements Outcome {
  readonly decision: Outcome['decision'];
  readonly reason: Reason;
  readonly policyType?: PolicyType;
  readonly decidedBy?: DecidingStatement;
  readonly dependsOn: string[];
  readonly #request: Request;
  readonly #sides: readonly Side[];
  #perPolicy: readonly PolicyFinding[] | undefined;

  constructor(
    request: Request,
    sides: readonly Side[],
    decision: Outcome['decision'],
    reason: Reason,
    { policyType, decidedBy, dependsOn = [] }: Decider & { dependsOn?: string[] },
  ) {
    this.#request = request;
    this.#sides = sides;
    this.decision = decision;
    this.reason = reason;
    if (policyType) this.policyType = policyType;
    if (decidedBy) this.decidedBy = decidedBy;
    this.dependsOn = dependsOn;
  }

  get perPolicy(): readonly PolicyFinding[] {
    this.#perPolicy ??= this.#sides.map((side) => explain(side, this.#request));
    return this.#perPolicy;
  }
}

function decider({ policyType }: Side, found: Found | null): Decider {
  if (!found) return { policyType };
  return { policyType, decidedBy: { policyType, policy: found.policy, statement: found.statement.source } };
}

/** The first uncertain statement, and every key that the uncertain statements turn on. */
function undecided(sides: readonly Side[], request: Request): Decider & { dependsOn: string[] } {
  const keys = new Map<string, string>();
  let first: Decider | null = null;
  for (const side of sides) {
    for (const found of openStatements(side, request)) {
      first ??= decider(side, found);
      for (const key of openKeysOf(side, found.statement, request)) {
        if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
      }
    }
  }
  const inOrder = [...keys].sort(([left], [right]) => (left < right ? -1 : 1));
  return { ...first, dependsOn: inOrder.map(([, key]) => key) };
}

/**
 * The keys that keep a statement from being decided; none where it is AWS that does not say. A session's name is known by
 * its `aws:userid`.
 */
function openKeysOf({ policyType, bounded }: Side, statement: CompiledStatement, request: Request): string[] {
  const { direct } = principalNaming(statement, policyType, request, bounded);
  const isOneOfSessions = direct === null && request.question.principal.type === 'role';
  return [
    ...(isOneOfSessions ? ['aws:userid'] : []),
    ...statement.conditions.flatMap((condition) => openKeys(condition, request)),
    ...(statement.resources ?? []).flatMap(({ template }) => unknownVariables(template, request)),
  ];
}
