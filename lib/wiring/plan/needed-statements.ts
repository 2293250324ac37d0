import type { Grant, Need } from '../need';
import type { PartName } from '../part';
import type { ResourceTable } from '../resource/resources';
import type { Slot } from '../thing';
import type { View } from '../view';

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Principal?: { AWS: string };
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
};

/** The rights that one document must give, in the order of the needs. */
export function grantsIn(needs: readonly Need[], part: PartName, slot: Slot): Grant[] {
  return needs.flatMap(({ demand }) =>
    demand.type === 'grant' && demand.in.part === part && demand.in.slot === slot ? [demand] : [],
  );
}

/** Who is named as asking, each once; services ask by their own names and are let in by others. */
export function askersIn(grants: readonly Grant[]): string[] {
  return [...new Set(grants.map(({ principal }) => principal).filter((one) => one.startsWith('arn:')))];
}

/** How a document writes what is asked for. */
export type Form = {
  sidOf: (sid: string) => string;
  resource: 'arn' | '*';
  /** The asker stands in the statement, unless the document is the asker's own. */
  principal: boolean;
};

/**
 * The statements that give these rights, one for each name: of the same part first come those that are asked for first.
 */
export function statementsFor(
  resources: ResourceTable,
  view: View,
  grants: readonly Grant[],
  form: Form,
): PolicyStatement[] {
  const order = Object.keys(view.parts);
  const bySid = new Map<string, Grant[]>();
  for (const grant of grants) {
    const sid = grant.in.sid ?? '';
    bySid.set(sid, [...(bySid.get(sid) ?? []), grant]);
  }
  return [...bySid]
    .map(([sid, of]) => ({
      rank: order.indexOf(of[0]?.of ?? ''),
      statement: statement(resources, view, sid, of, form),
    }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ statement }) => statement);
}

function statement(
  resources: ResourceTable,
  view: View,
  sid: string,
  grants: readonly Grant[],
  form: Form,
): PolicyStatement {
  const [first] = grants;
  const named = grants.map((grant) => namedIn(resources, view, grant, form));
  const keys = first ? conditionOf(first) : [];
  if (grants.some((one) => one.principal !== first?.principal || !isSame(conditionOf(one), keys))) {
    throw new Error(`the statement ${sid} is to let in two askers, or one under two conditions`);
  }
  return {
    Sid: form.sidOf(sid),
    Effect: 'Allow',
    ...(form.principal ? { Principal: { AWS: first?.principal ?? '' } } : {}),
    Action: oneOrMore(grants.map(({ action }) => action)),
    Resource: oneOrMore(named),
    ...(keys.length > 0 ? { Condition: { StringEquals: Object.fromEntries(keys) } } : {}),
  };
}

/** The condition keys that a statement names, each with the value that such a request carries. */
function conditionOf({ condition = [], context = {} }: Grant): [key: string, value: string][] {
  return condition.flatMap((key): [string, string][] => {
    const value = context[key];
    return value === undefined ? [] : [[key, value]];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function namedIn(resources: ResourceTable, view: View, { of, resource }: Grant, form: Form): string {
  if (form.resource === '*') return '*';
  const pattern = form.principal ? undefined : resources[view.parts[of]?.is ?? '']?.identityPattern;
  return pattern && resource === view.arn(of) ? pattern(resource) : resource;
}

function oneOrMore(texts: readonly string[]): string | string[] {
  const each = [...new Set(texts)];
  return each.length === 1 ? (each[0] ?? '') : each;
}
