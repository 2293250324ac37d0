import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { canonical, compare, equal, type Item, typeOf } from '../attribute-value';
import { invalid } from '../invalid';
import { type Operand, parseOperand } from './operand';
import { parsePath, valueAt } from './path';
import type { Substitutions } from './substitutions';
import type { ExpressionKind, Tokens } from './tokens';
import { tokensOf } from './tokens';

/** Whether an item, or none where there is none, is as an expression wants it. */
export type Condition = (item: Item) => boolean;

/** @throws Fault ValidationException */
export function parseCondition(text: string, kind: ExpressionKind, substitutions: Substitutions): Condition {
  const tokens = tokensOf(text, kind);
  const condition = parseOr(tokens, substitutions);
  if (tokens.peek() !== '') throw tokens.wrong();
  return condition;
}

function parseOr(tokens: Tokens, substitutions: Substitutions): Condition {
  const parts = [parseAnd(tokens, substitutions)];
  while (tokens.take('OR')) parts.push(parseAnd(tokens, substitutions));
  return (item) => parts.some((part) => part(item));
}

function parseAnd(tokens: Tokens, substitutions: Substitutions): Condition {
  const parts = [parseNot(tokens, substitutions)];
  while (tokens.take('AND')) parts.push(parseNot(tokens, substitutions));
  return (item) => parts.every((part) => part(item));
}

function parseNot(tokens: Tokens, substitutions: Substitutions): Condition {
  if (tokens.take('NOT')) {
    const inner = parseNot(tokens, substitutions);
    return (item) => !inner(item);
  }
  if (tokens.take('(')) {
    const inner = parseOr(tokens, substitutions);
    tokens.expect(')');
    return inner;
  }
  return parseTest(tokens, substitutions);
}

type Test = (value: AttributeValue | undefined, argument: AttributeValue | undefined) => boolean;

const functions: Readonly<Record<string, Test>> = {
  begins_with: (value, prefix) => {
    if (value?.S !== undefined && prefix?.S !== undefined) return value.S.startsWith(prefix.S);
    if (!value?.B || !prefix?.B) return false;
    return Buffer.from(value.B).subarray(0, prefix.B.length).equals(prefix.B);
  },
  contains: (value, part) => {
    if (value?.S !== undefined && part?.S !== undefined) return value.S.includes(part.S);
    if (value?.L) return value.L.some((each) => equal(each, part));
    const members = [
      ...(value?.SS ?? []).map((S) => canonical({ S })),
      ...(value?.NS ?? []).map((N) => canonical({ N })),
      ...(value?.BS ?? []).map((B) => canonical({ B })),
    ];
    return part !== undefined && members.includes(canonical(part));
  },
  attribute_type: (value, type) => value !== undefined && typeOf(value) === type?.S,
};

function parseTest(tokens: Tokens, substitutions: Substitutions): Condition {
  const name = tokens.peek();
  if (tokens.peek(1) !== '(' || name === 'size') return parseComparison(tokens, substitutions);
  tokens.next();
  tokens.expect('(');
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    const path = parsePath(tokens, substitutions);
    tokens.expect(')');
    return (item) => (valueAt(item, path) !== undefined) === (name === 'attribute_exists');
  }
  const test = functions[name];
  if (!test) throw invalid(`Invalid ${tokens.kind}: Invalid function name; function: ${name}`);
  const value = parseOperand(tokens, substitutions);
  tokens.expect(',');
  const argument = parseOperand(tokens, substitutions);
  tokens.expect(')');
  return (item) => test(value(item), argument(item));
}

const comparators: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function parseComparison(tokens: Tokens, substitutions: Substitutions): Condition {
  const left = parseOperand(tokens, substitutions);
  if (tokens.take('BETWEEN')) {
    const from = parseOperand(tokens, substitutions);
    tokens.expect('AND');
    const to = parseOperand(tokens, substitutions);
    return (item) => holds('>=', left, from, item) && holds('<=', left, to, item);
  }
  if (tokens.take('IN')) {
    const choices = parseChoices(tokens, substitutions);
    return (item) => choices.some((choice) => holds('=', left, choice, item));
  }
  const comparator = tokens.peek();
  if (!['=', '<>', ...Object.keys(comparators)].includes(comparator)) throw tokens.wrong();
  tokens.next();
  const right = parseOperand(tokens, substitutions);
  return (item) => holds(comparator, left, right, item);
}

function parseChoices(tokens: Tokens, substitutions: Substitutions): Operand[] {
  tokens.expect('(');
  const choices = [parseOperand(tokens, substitutions)];
  while (tokens.take(',')) choices.push(parseOperand(tokens, substitutions));
  tokens.expect(')');
  return choices;
}

/** What is not there is unequal to everything and neither smaller nor larger. */
function holds(comparator: string, left: Operand, right: Operand, item: Item): boolean {
  const [one, other] = [left(item), right(item)];
  if (comparator === '<>') return !equal(one, other);
  if (one === undefined || other === undefined) return false;
  if (comparator === '=') return equal(one, other);
  const order = compare(one, other);
  return order !== null && comparators[comparator]?.(order) === true;
}
