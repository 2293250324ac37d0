import { invalidParameter } from './group-reference';
import { type Condition, holds, parseCondition } from './pattern-condition';

/** `{ $.field = "x" && ($.items[0].size > 3 || $.gone NOT EXISTS) }` held against lines that are JSON objects. */
export function jsonPattern(pattern: string): (message: string) => boolean {
  if (!pattern.endsWith('}')) throw invalidParameter('Invalid filter pattern');
  const condition = parseCondition(pattern.slice(1, -1));
  checkSelectors(condition);
  return (message) => {
    const object = parse(message);
    return object !== undefined && holds(condition, (selector) => at(object, selector));
  };
}

function checkSelectors(condition: Condition): void {
  if ('left' in condition) {
    checkSelectors(condition.left);
    checkSelectors(condition.right);
  } else if (!/^\$(\.[^.[\]]+|\[\d+\])+$/.test(condition.selector)) {
    throw invalidParameter('Invalid filter pattern');
  }
}

function at(object: unknown, selector: string): unknown {
  let value: unknown = object;
  for (const [, name, index] of selector.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else value = isObject(value) && name !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function parse(message: string): unknown {
  const from = message.indexOf('{');
  if (from < 0) return undefined;
  try {
    return JSON.parse(message.slice(from));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
