import { partsOf } from './arn-pattern';
import type { Condition, PolicyDocument } from './document';
import { type Operator, operatorOf } from './operator';
import { type Given, isOpen, type Request } from './request';
import { resolved, type Template, templateOf, unknownVariables } from './template';
import { both, either, not, type Truth } from './truth';
import { matchesStart, testOf, type ValueTest } from './value-test';

/** One test of a `Condition` element, made ready once. */
export type CompiledCondition = {
  source: Condition;
  /** In lower case. */
  key: string;
  operator: Operator;
  values: readonly ConditionValue[];
};

/** `test` is there when the value has no variables. */
type ConditionValue = { template: Template; test: ValueTest | null };

/** Policy variables work in string, ARN and boolean comparisons; elsewhere `${…}` is text. */
const WITH_VARIABLES = new Set(['stringequals', 'stringequalsignorecase', 'stringlike', 'arnlike', 'bool']);
const WITH_WILDCARDS = new Set(['stringlike', 'arnlike']);

export function compileCondition(source: Condition, version: PolicyDocument['version']): CompiledCondition {
  const operator = operatorOf(source.operator);
  if (!operator) throw new Error(`No condition operator ${source.operator}`);
  const variables = WITH_VARIABLES.has(operator.test) ? version : '2008-10-17';
  const values = source.values.map((value) => {
    const template = templateOf(value, variables, WITH_WILDCARDS.has(operator.test));
    return { template, test: template.fixed === null ? null : testOf(operator.test, template.fixed) };
  });
  return { source, key: source.key.toLowerCase(), operator, values };
}

export function conditionHolds(condition: CompiledCondition, request: Request): Truth {
  const given = request.lookup(condition.key);
  if (condition.operator.test === 'null') return presenceHolds(condition, given);
  if (given === 'unknown') return condition.values.length === 0 ? withoutValues(condition) : null;
  if (given === 'absent') return whenAbsent(condition.operator);
  if ('startsWith' in given) return startHolds(condition, given.startsWith, request);
  switch (condition.operator.set) {
    case 'all':
      return present(given).reduce<Truth>((sum, value) => both(sum, valueHolds(condition, value, request)), true);
    case 'any':
      return present(given).reduce<Truth>((sum, value) => either(sum, valueHolds(condition, value, request)), false);
    default:
      return singleHolds(condition, given, request);
  }
}

/** Holds for one value of which only the beginning is known. */
function startHolds({ operator, values }: CompiledCondition, start: string, request: Request): Truth {
  const matched = values.reduce<Truth>((sum, { template }) => {
    const pattern = resolved(template, request);
    if (pattern === undefined) return either(sum, null);
    return either(sum, pattern === null ? operator.negated : matchesStart(operator.test, pattern, start));
  }, false);
  return operator.negated ? not(matched) : matched;
}

/** A set operator sees an empty string as no value at all. */
function present(values: readonly string[]): readonly string[] {
  return values.filter((value) => value !== '');
}

/** A key with several values needs a set operator: without one it satisfies no test, negated or not. */
function singleHolds(condition: CompiledCondition, given: readonly string[], request: Request): Truth {
  const [only, ...more] = given;
  if (only === undefined || more.length > 0) return false;
  return valueHolds(condition, only, request);
}

function presenceHolds({ values }: CompiledCondition, given: Given): Truth {
  const wanted = values.map(({ template }) => template.fixed?.toLowerCase());
  const ifAbsent = wanted.includes('true');
  const ifPresent = wanted.includes('false');
  if (given === 'unknown') return ifAbsent === ifPresent ? ifAbsent : null;
  return given === 'absent' ? ifAbsent : ifPresent;
}

function whenAbsent(operator: Operator): boolean {
  if (operator.set === 'any') return false;
  return operator.set === 'all' || operator.ifExists || operator.negated;
}

/**
 * No values to compare with: the answer is the same whatever the request carries, unless only absence helps or several
 * values would hurt.
 */
function withoutValues({ operator }: CompiledCondition): Truth {
  if (operator.negated && operator.set === null) return null;
  return whenAbsent(operator) === operator.negated ? operator.negated : null;
}

function valueHolds(condition: CompiledCondition, given: string, request: Request): Truth {
  const { negated } = condition.operator;
  let matched: Truth = false;
  for (const value of condition.values) {
    matched = either(matched, valueMatches(condition, value, given, request));
    if (matched === true) break;
  }
  return negated ? not(matched) : matched;
}

/**
 * A variable without a value makes the statement not apply, and so does a value that cannot be compared (no number,
 * no date, no address, no ARN): a negated test must not be satisfied by either.
 */
function valueMatches(condition: CompiledCondition, value: ConditionValue, given: string, request: Request): Truth {
  const { test, negated } = condition.operator;
  const pattern = resolved(value.template, request);
  if (pattern === undefined) return null;
  if (pattern === null) return negated;
  const matched = (value.test ?? testOf(test, pattern))(given);
  if (matched !== undefined) return matched;
  return negated && isShortArn(condition, pattern) && partsOf(given) !== null ? null : negated;
}

/** A pattern that is no ARN in full: what a negated test makes of it, AWS does not say. */
function isShortArn({ operator }: CompiledCondition, pattern: string): boolean {
  return operator.test === 'arnlike' && partsOf(pattern) === null;
}

/** The keys, as written in the policy, that keep this condition from being decided. */
export function openKeys(condition: CompiledCondition, request: Request): string[] {
  if (conditionHolds(condition, request) !== null) return [];
  return [
    ...(isOpen(request.lookup(condition.key)) ? [condition.source.key] : []),
    ...condition.values.flatMap(({ template }) => unknownVariables(template, request)),
  ];
}
