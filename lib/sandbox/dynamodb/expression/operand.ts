import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../attribute-value';
import { parsePath, valueAt } from './path';
import type { Substitutions } from './substitutions';
import type { Tokens } from './tokens';

/** What an expression compares: an attribute of the item, a value that was given, or the size of one. */
export type Operand = (item: Item) => AttributeValue | undefined;

/** @throws Fault ValidationException */
export function parseOperand(tokens: Tokens, substitutions: Substitutions): Operand {
  if (tokens.peek() === 'size' && tokens.peek(1) === '(') {
    tokens.next();
    tokens.expect('(');
    const inner = parseOperand(tokens, substitutions);
    tokens.expect(')');
    return (item) => sizeOf(inner(item));
  }
  if (tokens.peek().startsWith(':')) {
    const value = substitutions.value(tokens.next(), tokens.kind);
    return () => value;
  }
  const path = parsePath(tokens, substitutions);
  return (item) => valueAt(item, path);
}

function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  const measured = value?.S === undefined ? value : { B: Buffer.from(value.S) };
  const collection =
    measured?.B ??
    measured?.L ??
    measured?.SS ??
    measured?.NS ??
    measured?.BS ??
    (measured?.M && Object.keys(measured.M));
  return collection && { N: String(collection.length) };
}
