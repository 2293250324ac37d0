import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../attribute-value';
import { invalid } from '../invalid';
import { isReserved } from './reserved-words';
import type { Substitutions } from './substitutions';
import type { Tokens } from './tokens';

/** A place in an item: the name of an attribute, then names in maps and places in lists. */
export type Path = readonly [string, ...(string | number)[]];

/** @throws Fault ValidationException */
export function parsePath(tokens: Tokens, substitutions: Substitutions): Path {
  const element = () => {
    const word = tokens.peek();
    if (!/^(#[A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*)$/.test(word)) throw tokens.wrong();
    tokens.next();
    if (word.startsWith('#')) return substitutions.name(word, tokens.kind);
    if (!isReserved(word)) return word;
    throw invalid(`Invalid ${tokens.kind}: Attribute name is a reserved keyword; reserved keyword: ${word}`);
  };
  const path: [string, ...(string | number)[]] = [element()];
  for (;;) {
    if (tokens.take('.')) path.push(element());
    else if (tokens.take('[')) {
      if (!/^\d+$/.test(tokens.peek())) throw tokens.wrong();
      path.push(Number(tokens.next()));
      tokens.expect(']');
    } else return path;
  }
}

export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) value = typeof step === 'string' ? value?.M?.[step] : value?.L?.[step];
  return value;
}

/** @throws Fault ValidationException where what the path leads through is not there */
export function setAt(item: Item, path: Path, value: AttributeValue): void {
  const { parent, step } = parentOf(item, path);
  if (typeof step === 'string' && parent?.M) parent.M[step] = value;
  else if (typeof step === 'number' && parent?.L) parent.L.splice(Math.min(step, parent.L.length), 1, value);
  else throw invalidPath();
}

/** @throws Fault ValidationException where what the path leads through is not there */
export function removeAt(item: Item, path: Path): void {
  const { parent, step } = parentOf(item, path);
  if (typeof step === 'string' && parent?.M) delete parent.M[step];
  else if (typeof step === 'number' && parent?.L) parent.L.splice(step, 1);
  else throw invalidPath();
}

function parentOf(item: Item, path: Path) {
  const [first, ...others] = path;
  const step = others.pop() ?? first;
  const parent: AttributeValue | undefined =
    path.length === 1 ? { M: item } : valueAt(item, [first, ...others] as Path);
  return { parent, step };
}

function invalidPath() {
  return invalid('The document path provided in the update expression is invalid for update');
}
