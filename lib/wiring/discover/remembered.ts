/**
 * Works out something of a thing once, for as long as the thing lives and `given` are the very same: what is found in
 * an inventory is looked for again whenever a piece of it comes in, and most pieces are as they were.
 */
export function remembered<Thing extends object, Result>() {
  const kept = new WeakMap<Thing, { given: readonly unknown[]; result: Result }>();
  return (thing: Thing, given: readonly unknown[], work: () => Result): Result => {
    const known = kept.get(thing);
    if (known?.given.length === given.length && known.given.every((one, index) => one === given[index])) {
      return known.result;
    }
    const result = work();
    kept.set(thing, { given, result });
    return result;
  };
}
