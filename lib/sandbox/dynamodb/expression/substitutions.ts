import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { normalValue } from '../attribute-value';
import { invalid } from '../invalid';
import type { ExpressionKind } from './tokens';

/** What a request has its expressions name by `#name` and `:value`. */
export type Substitutions = {
  name(placeholder: string, kind: ExpressionKind): string;
  value(placeholder: string, kind: ExpressionKind): AttributeValue;
  /** @throws Fault ValidationException where one is given that no expression uses */
  checkUsed(): void;
};

type Given = {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
};

export function substitutionsOf(input: Given): Substitutions {
  const names = new Map(Object.entries(input.ExpressionAttributeNames ?? {}));
  const values = new Map(
    Object.entries(input.ExpressionAttributeValues ?? {}).map(([name, value]) => [name, normalValue(value)] as const),
  );
  const used = new Set<string>();
  return {
    name(placeholder, kind) {
      used.add(placeholder);
      const name = names.get(placeholder);
      if (name !== undefined) return name;
      const what = 'An expression attribute name used in the document path is not defined; attribute name';
      throw invalid(`Invalid ${kind}: ${what}: ${placeholder}`);
    },
    value(placeholder, kind) {
      used.add(placeholder);
      const value = values.get(placeholder);
      if (value !== undefined) return value;
      const what = 'An expression attribute value used in expression is not defined; attribute value';
      throw invalid(`Invalid ${kind}: ${what}: ${placeholder}`);
    },
    checkUsed() {
      refuseUnused('ExpressionAttributeNames', names, used);
      refuseUnused('ExpressionAttributeValues', values, used);
    },
  };
}

function refuseUnused(parameter: string, given: ReadonlyMap<string, unknown>, used: ReadonlySet<string>): void {
  const unused = [...given.keys()].filter((name) => !used.has(name));
  if (unused.length === 0) return;
  throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
}
