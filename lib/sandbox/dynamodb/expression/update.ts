import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { canonical, type Item, typeOf } from '../attribute-value';
import { invalid } from '../invalid';
import { addNumbers } from '../number';
import { type Operand, parseOperand } from './operand';
import { type Path, parsePath, removeAt, setAt, valueAt } from './path';
import type { Substitutions } from './substitutions';
import { type Tokens, tokensOf } from './tokens';

/** What an expression makes of an item. `paths` are the places that it touches. */
export type Update = { paths: readonly Path[]; apply: (before: Item) => Item };

type Action = { path: Path; removes?: true; apply: (after: Item, before: Item) => void };

const clauses: Readonly<Record<string, (tokens: Tokens, substitutions: Substitutions) => Action>> = {
  SET: parseSet,
  REMOVE: (tokens, substitutions) => {
    const path = parsePath(tokens, substitutions);
    return { path, removes: true, apply: (after) => removeAt(after, path) };
  },
  ADD: parseAdd,
  DELETE: parseDelete,
};

/** @throws Fault ValidationException */
export function parseUpdate(text: string, substitutions: Substitutions): Update {
  const tokens = tokensOf(text, 'UpdateExpression');
  const actions: Action[] = [];
  const seen = new Set<string>();
  while (tokens.peek() !== '') {
    const name = tokens.peek().toUpperCase();
    const clause = clauses[name];
    if (!clause) throw tokens.wrong();
    if (seen.has(name)) {
      throw invalid(`Invalid UpdateExpression: The "${name}" section can only be used once in an update expression;`);
    }
    seen.add(name);
    tokens.next();
    do actions.push(clause(tokens, substitutions));
    while (tokens.take(','));
  }
  checkOverlap(actions);
  return {
    paths: actions.map(({ path }) => path),
    apply(before) {
      const after = structuredClone(before);
      for (const action of inOrder(actions)) action.apply(after, before);
      return after;
    },
  };
}

function parseSet(tokens: Tokens, substitutions: Substitutions): Action {
  const path = parsePath(tokens, substitutions);
  tokens.expect('=');
  let value = parseTerm(tokens, substitutions);
  const sign = tokens.take('+') ? 1 : tokens.take('-') ? -1 : null;
  if (sign) {
    const [left, right] = [value, parseTerm(tokens, substitutions)];
    value = (item) => ({ N: addNumbers(numberIn(left(item)), numberIn(right(item)), sign) });
  }
  return { path, apply: (after, before) => setAt(after, path, present(value(before))) };
}

function parseTerm(tokens: Tokens, substitutions: Substitutions): Operand {
  const name = tokens.peek();
  if (tokens.peek(1) !== '(' || name === 'size') return parseOperand(tokens, substitutions);
  tokens.next();
  tokens.expect('(');
  const left = parseTerm(tokens, substitutions);
  tokens.expect(',');
  const right = parseTerm(tokens, substitutions);
  tokens.expect(')');
  if (name === 'if_not_exists') return (item) => left(item) ?? right(item);
  if (name === 'list_append') return (item) => ({ L: [...listIn(left(item)), ...listIn(right(item))] });
  throw invalid(`Invalid UpdateExpression: Invalid function name; function: ${name}`);
}

function parseAdd(tokens: Tokens, substitutions: Substitutions): Action {
  const { path, value } = pathAndValue(tokens, substitutions);
  return {
    path,
    apply: (after, before) => {
      const old = valueAt(before, path);
      if (value.N !== undefined) setAt(after, path, { N: addNumbers(old ? numberIn(old) : '0', value.N) });
      else setAt(after, path, old ? setWith(old, value, true) : value);
    },
  };
}

function parseDelete(tokens: Tokens, substitutions: Substitutions): Action {
  const { path, value } = pathAndValue(tokens, substitutions);
  return {
    path,
    apply: (after, before) => {
      const old = valueAt(before, path);
      if (!old) return;
      const left = setWith(old, value, false);
      if (membersOf(left).length === 0) removeAt(after, path);
      else setAt(after, path, left);
    },
  };
}

function pathAndValue(tokens: Tokens, substitutions: Substitutions) {
  const path = parsePath(tokens, substitutions);
  if (!tokens.peek().startsWith(':')) throw tokens.wrong();
  return { path, value: substitutions.value(tokens.next(), tokens.kind) };
}

/** A set with or without the members of another one of its type. */
function setWith(old: AttributeValue, other: AttributeValue, joined: boolean): AttributeValue {
  const type = typeOf(old);
  if (type !== typeOf(other) || !type.endsWith('S') || type === 'S') throw mismatch();
  const known = new Set(membersOf(joined ? old : other).map(canonical));
  const members = joined
    ? [...membersOf(old), ...membersOf(other).filter((each) => !known.has(canonical(each)))]
    : membersOf(old).filter((each) => !known.has(canonical(each)));
  if (type === 'SS') return { SS: members.flatMap(({ S }) => S ?? []) };
  if (type === 'NS') return { NS: members.flatMap(({ N }) => N ?? []) };
  return { BS: members.flatMap(({ B }) => B ?? []) };
}

function membersOf({ SS, NS, BS }: AttributeValue): AttributeValue[] {
  return [...(SS ?? []).map((S) => ({ S })), ...(NS ?? []).map((N) => ({ N })), ...(BS ?? []).map((B) => ({ B }))];
}

function numberIn(value: AttributeValue | undefined): string {
  if (present(value).N === undefined) throw mismatch();
  return value?.N ?? '0';
}

function listIn(value: AttributeValue | undefined): AttributeValue[] {
  if (!present(value).L) throw mismatch();
  return value?.L ?? [];
}

function present(value: AttributeValue | undefined): AttributeValue {
  if (value) return value;
  throw invalid('The provided expression refers to an attribute that does not exist in the item');
}

function mismatch() {
  return invalid('An operand in the update expression has an incorrect data type');
}

/** Places in a list are set from its front on and removed from its end on, so that they keep their meaning. */
function inOrder(actions: readonly Action[]): Action[] {
  const place = ({ path }: Action) => {
    const last = path.at(-1);
    return typeof last === 'number' ? last : -1;
  };
  const byPlace = actions.toSorted((one, other) => place(one) - place(other));
  return [...byPlace.filter(({ removes }) => !removes), ...byPlace.filter(({ removes }) => removes).reverse()];
}

function checkOverlap(actions: readonly Action[]): void {
  for (const [index, { path }] of actions.entries()) {
    const clash = actions.slice(index + 1).find((other) => {
      const shared = Math.min(path.length, other.path.length);
      return path.slice(0, shared).join('\n') === other.path.slice(0, shared).join('\n');
    });
    if (!clash) continue;
    const shown = [path, clash.path].map((each) => `[${each.join(', ')}]`);
    throw invalid(
      `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${shown[0]}, path two: ${shown[1]}`,
    );
  }
}
