import type { Item } from '../attribute-value';
import { type Path, parsePath, valueAt } from './path';
import type { Substitutions } from './substitutions';
import { tokensOf } from './tokens';

export type Projection = (item: Item) => Item;

/**
 * What an expression leaves of an item; everything where there is none.
 * @throws Fault ValidationException
 */
export function parseProjection(text: string | undefined, substitutions: Substitutions): Projection {
  if (text === undefined) return (item) => item;
  const tokens = tokensOf(text, 'ProjectionExpression');
  const paths: Path[] = [];
  do paths.push(parsePath(tokens, substitutions));
  while (tokens.take(','));
  if (tokens.peek() !== '') throw tokens.wrong();
  return (item) => paths.reduce<Item>((projected, path) => added(projected, path, item), {});
}

/** Maps on the way keep their names; what is left of a list stands close together. */
function added(projected: Item, path: Path, item: Item): Item {
  const value = valueAt(item, path);
  if (value === undefined) return projected;
  const [name, ...rest] = path;
  const outer = item[name];
  const [next, ...after] = rest;
  if (next === undefined || !outer) return { ...projected, [name]: value };
  if (typeof next === 'number') {
    const inner = outer.L?.[next];
    const known = projected[name]?.L ?? [];
    return inner === undefined ? projected : { ...projected, [name]: { L: [...known, after.length ? value : inner] } };
  }
  return { ...projected, [name]: { M: added(projected[name]?.M ?? {}, [next, ...after], outer.M ?? {}) } };
}
