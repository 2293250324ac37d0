import { type Action, type ConditionValue, guardedData, type Limit } from '@/lib/aws/permission';
import type { RoleNames } from '@/lib/aws/policy-thing';
import { type AwsServices, executionPoliciesOf } from '@/lib/aws/service';

type Condition = Record<string, Record<string, string | readonly string[]>>;

export type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Principal?: { AWS: string };
  Action: string | readonly string[];
  Resource?: string | readonly string[];
  Condition?: Condition;
};

export type PolicyJson = { Version: '2012-10-17'; Statement: Statement[] };

type Names = RoleNames & { executionPolicies: readonly string[] };

/** An action that a document allows or denies. */
type Ruled = Limit & { effect: Statement['Effect'] };

export function allowed(rights: readonly Limit[]): Ruled[] {
  return rights.map((right) => ({ ...right, effect: 'Allow' }));
}

/** What is read of all services, and the data that never is. */
export function readRules(services: AwsServices): Ruled[] {
  const never = guardedData.flatMap((data) => services.flatMap(({ permissions }) => permissions.never?.[data] ?? []));
  return [
    ...allowed(services.flatMap(({ permissions }) => permissions.reads)),
    ...denied(never.map((action) => ({ action, on: '*', group: 'NeverData' }))),
  ];
}

/** What is written without having been chosen, each service's limits after its rights. */
export function changeRules(services: AwsServices): Ruled[] {
  return services.flatMap(({ permissions: { writes = [], limits = [] } }) => [
    ...allowed(writes.filter(({ choice }) => choice === undefined)),
    ...denied(limits),
  ]);
}

function denied(rights: readonly Limit[]): Ruled[] {
  return rights.map((right) => ({ ...right, effect: 'Deny' }));
}

/** One statement for each group, in the order in which the groups come up. */
export function statementsOf(rules: readonly Ruled[], roleNames: RoleNames, services: AwsServices): Statement[] {
  const names = { ...roleNames, executionPolicies: executionPoliciesOf(services) };
  const statements = new Map<string, Statement & { Action: Action[] }>();
  for (const rule of rules) {
    const made = statementOf(rule, names);
    const found = statements.get(rule.group);
    if (found === undefined) statements.set(rule.group, made);
    else if (isAlike(found, made)) found.Action.push(rule.action);
    else throw new Error(`The statement ${rule.group} would be on different things.`);
  }
  return [...statements.values()];
}

function statementOf({ group, effect, action, on, condition }: Ruled, names: Names): Statement & { Action: Action[] } {
  return {
    Sid: group,
    Effect: effect,
    Action: [action],
    Resource: on === '*' ? on : single(on.pattern(names)),
    ...(condition === undefined ? {} : { Condition: conditionOf(condition, names) }),
  };
}

function conditionOf(condition: NonNullable<Limit['condition']>, names: Names): Condition {
  const valued = (keys: Readonly<Record<string, ConditionValue>>) =>
    Object.entries(keys).map(([key, value]) => [key, textsOf(value, names)]);
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [operator, Object.fromEntries(valued(keys))]),
  );
}

function textsOf(value: ConditionValue, names: Names): string | readonly string[] {
  return typeof value === 'object' && 'pattern' in value ? single(value.pattern(names)) : value;
}

function isAlike(one: Statement, other: Statement): boolean {
  return JSON.stringify({ ...one, Action: null }) === JSON.stringify({ ...other, Action: null });
}

/** A list of one is written as the one. */
export function single(list: string | readonly string[]): string | readonly string[] {
  return Array.isArray(list) && list.length === 1 ? list[0] : list;
}
