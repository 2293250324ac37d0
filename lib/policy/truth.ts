/** Kleene's three values: `null` is "depends on what is not known". */
export type Truth = true | false | null;

export function both(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : null;
}

export function either(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : null;
}

export function not(value: Truth): Truth {
  return value === null ? null : !value;
}
