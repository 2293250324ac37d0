import { type CompiledCondition, conditionHolds } from './condition';
import type { PrincipalEntry, Statement } from './document';
import { isNamed, type Named, type Naming, strongest } from './principal';
import type { PolicyType, Principal } from './question';
import { isOpen, type Request } from './request';
import { allowed, type Side } from './side';
import {
  actionMatches,
  type CompiledStatement,
  conditionsHold,
  isOnIdentity,
  principalNaming,
  resourceMatches,
  statementsOf,
} from './statement-match';
import { unknownVariables } from './template';
import { both, type Truth } from './truth';

type Matched = 'yes' | 'no' | 'depends';

/** One element of a statement held against the question. */
type PartFinding = {
  matched: Matched;
  /** Why it did not match, or is not certain. */
  reason?:
    | 'principal-not-named'
    | 'principal-excluded'
    | 'session-not-known'
    | 'account-not-known'
    | 'no-principal-element'
    | 'principal-element-not-allowed'
    | 'action-not-listed'
    | 'action-excluded'
    | 'resource-not-listed'
    | 'resource-excluded'
    | 'no-resource-element'
    | 'wildcard-past-colon'
    | 'unknown-variable';
  /** What the statement says, as written. */
  expected: readonly string[];
  /** What the question has. */
  actual: string;
};

type ConditionFinding = {
  matched: Matched;
  reason?: 'key-absent' | 'key-unknown' | 'value-differs' | 'unknown-variable';
  operator: string;
  key: string;
  expected: readonly string[];
  /** `null` when the request has no such key, or nobody can know. */
  actual: readonly string[] | null;
};

export type StatementFinding = {
  policy: string;
  statement: Statement;
  /** Whether its effect comes about. */
  applies: Matched;
  /** How it names the principal; `null` when it does not. */
  naming: Naming | null;
  principal: PartFinding;
  action: PartFinding;
  resource: PartFinding;
  conditions: readonly ConditionFinding[];
};

/** What all policies of one type say. `none` is an implicit deny: nothing in them is about this question. */
export type PolicyFinding = {
  policyType: PolicyType;
  /** SCPs and RCPs come level by level, root first, from 0. */
  level: number;
  decision: 'allow' | 'deny' | 'none' | 'depends';
  statements: readonly StatementFinding[];
};

export function explain(side: Side, request: Request): PolicyFinding {
  return {
    policyType: side.policyType,
    level: side.level,
    decision: decisionOf(side),
    statements: side.policies.flatMap((policy) =>
      statementsOf(policy.document).map((statement) => explainStatement(side, policy.name, statement, request)),
    ),
  };
}

function decisionOf(side: Side): PolicyFinding['decision'] {
  const allow = allowed(side);
  if (side.deny === true) return 'deny';
  if (side.deny === null || allow === null) return 'depends';
  return allow ? 'allow' : 'none';
}

function explainStatement(
  side: Side,
  policy: string,
  statement: CompiledStatement,
  request: Request,
): StatementFinding {
  const named = principalNaming(statement, side.policyType, request, side.bounded);
  const action = actionMatches(statement, request);
  const resource = resourceMatches(statement, side.policyType, request);
  const truth = [action, resource, conditionsHold(statement, request)].reduce<Truth>(both, isNamed(named));
  return {
    policy,
    statement: statement.source,
    applies: matched(truth),
    naming: strongest(named),
    principal: principalPart(side, statement.source, named, request.question.principal),
    action: actionPart(statement.source, action, request.question.action),
    resource: resourcePart(statement, resource, request),
    conditions: statement.conditions.map((condition) => conditionPart(condition, request)),
  };
}

function matched(truth: Truth): Matched {
  return truth === null ? 'depends' : truth ? 'yes' : 'no';
}

function principalPart(side: Side, source: Statement, named: Named, principal: Principal): PartFinding {
  const entries = source.principals ?? source.notPrincipals;
  const part = { expected: entries?.map(writtenOf) ?? [], actual: nameOf(principal) };
  const about = isNamed(named);
  if (about) return { matched: 'yes', ...part };
  if (about === null) {
    const isOneOfSessions = named.direct === null && principal.type === 'role';
    return { matched: 'depends', reason: isOneOfSessions ? 'session-not-known' : 'account-not-known', ...part };
  }
  if (!entries) return { matched: 'no', reason: 'no-principal-element', ...part };
  if (isOnIdentity(side.policyType)) return { matched: 'no', reason: 'principal-element-not-allowed', ...part };
  return { matched: 'no', reason: source.principals ? 'principal-not-named' : 'principal-excluded', ...part };
}

function writtenOf({ kind, value }: PrincipalEntry): string {
  return kind === '*' || kind === 'AWS' ? value : `${kind}: ${value}`;
}

function nameOf(principal: Principal): string {
  if (principal.type === 'service') return principal.name;
  return principal.type === 'anonymous' ? '*' : principal.arn;
}

function actionPart(source: Statement, matches: boolean, actual: string): PartFinding {
  const part = { expected: source.actions ?? source.notActions ?? [], actual };
  if (matches) return { matched: 'yes', ...part };
  return { matched: 'no', reason: source.actions ? 'action-not-listed' : 'action-excluded', ...part };
}

function resourcePart({ source, resources }: CompiledStatement, truth: Truth, request: Request): PartFinding {
  const patterns = source.resources ?? source.notResources;
  const part = { matched: matched(truth), expected: patterns ?? [], actual: request.question.resource.arn };
  if (truth === true) return part;
  if (truth === null) {
    const open = (resources ?? []).some(({ template }) => unknownVariables(template, request).length > 0);
    return { ...part, reason: open ? 'unknown-variable' : 'wildcard-past-colon' };
  }
  if (!patterns) return { ...part, reason: 'no-resource-element' };
  return { ...part, reason: source.resources ? 'resource-not-listed' : 'resource-excluded' };
}

function conditionPart(condition: CompiledCondition, request: Request): ConditionFinding {
  const { operator, key, values } = condition.source;
  const truth = conditionHolds(condition, request);
  const given = request.lookup(condition.key);
  const actual = isOpen(given) || given === 'absent' ? null : given;
  const part = { matched: matched(truth), operator, key, expected: values, actual };
  if (truth === true) return part;
  if (truth === null) return { ...part, reason: isOpen(given) ? 'key-unknown' : 'unknown-variable' };
  return { ...part, reason: given === 'absent' ? 'key-absent' : 'value-differs' };
}
