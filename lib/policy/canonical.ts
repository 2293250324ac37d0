import type { PolicyDocument, PrincipalEntry, Statement } from './document';
import { parsePolicy } from './document';
import { accountNamed } from './principal';

/**
 * A statement as one text that is the same for every way of writing the same thing: order and repetition in lists, a
 * string for a list of one, the case of actions and condition keys, an account id for its root ARN.
 */
export function canonicalStatement(statement: Statement): string {
  return JSON.stringify([
    statement.sid,
    statement.effect,
    entries(statement.principals),
    entries(statement.notPrincipals),
    set(statement.actions?.map((action) => action.toLowerCase())),
    set(statement.notActions?.map((action) => action.toLowerCase())),
    set(statement.resources),
    set(statement.notResources),
    set(
      statement.conditions.map(({ operator, key, values }) =>
        JSON.stringify([operator.toLowerCase(), key.toLowerCase(), set(values)]),
      ),
    ),
  ]);
}

/** Whether two policy texts say the same, `null` being no policy. What does not parse is the same only as itself. */
export function samePolicy(one: string | null, other: string | null): boolean {
  if (one === other) return true;
  if (one === null || other === null) return false;
  const [left, right] = [parsePolicy(one), parsePolicy(other)];
  return left.ok && right.ok && canonicalDocument(left.document) === canonicalDocument(right.document);
}

function canonicalDocument({ version, id, statements }: PolicyDocument): string {
  return JSON.stringify([version, id, statements.map(canonicalStatement).sort()]);
}

function entries(principals: readonly PrincipalEntry[] | null): string[] | null {
  return set(
    principals?.map((entry) =>
      entry.value === '*' && entry.kind === 'AWS' ? '*:*' : `${entry.kind}:${accountNamed(entry) ?? entry.value}`,
    ),
  );
}

function set(values: readonly string[] | null | undefined): string[] | null {
  return values ? [...new Set(values)].sort() : null;
}
