/** A condition operator taken apart: `ForAnyValue:StringNotLikeIfExists`. */
export type Operator = {
  /** Lower case and without its negation: `stringlike`. */
  test: TestName;
  negated: boolean;
  ifExists: boolean;
  set: 'all' | 'any' | null;
};

export type TestName =
  | 'stringequals'
  | 'stringequalsignorecase'
  | 'stringlike'
  | 'numericequals'
  | 'numericlessthan'
  | 'numericlessthanequals'
  | 'numericgreaterthan'
  | 'numericgreaterthanequals'
  | 'dateequals'
  | 'datelessthan'
  | 'datelessthanequals'
  | 'dategreaterthan'
  | 'dategreaterthanequals'
  | 'bool'
  | 'binaryequals'
  | 'ipaddress'
  | 'arnlike'
  | 'null';

const TESTS: ReadonlyMap<string, readonly [TestName, boolean]> = new Map([
  ['stringequals', ['stringequals', false]],
  ['stringnotequals', ['stringequals', true]],
  ['stringequalsignorecase', ['stringequalsignorecase', false]],
  ['stringnotequalsignorecase', ['stringequalsignorecase', true]],
  ['stringlike', ['stringlike', false]],
  ['stringnotlike', ['stringlike', true]],
  ['numericequals', ['numericequals', false]],
  ['numericnotequals', ['numericequals', true]],
  ['numericlessthan', ['numericlessthan', false]],
  ['numericlessthanequals', ['numericlessthanequals', false]],
  ['numericgreaterthan', ['numericgreaterthan', false]],
  ['numericgreaterthanequals', ['numericgreaterthanequals', false]],
  ['dateequals', ['dateequals', false]],
  ['datenotequals', ['dateequals', true]],
  ['datelessthan', ['datelessthan', false]],
  ['datelessthanequals', ['datelessthanequals', false]],
  ['dategreaterthan', ['dategreaterthan', false]],
  ['dategreaterthanequals', ['dategreaterthanequals', false]],
  ['bool', ['bool', false]],
  ['binaryequals', ['binaryequals', false]],
  ['ipaddress', ['ipaddress', false]],
  ['notipaddress', ['ipaddress', true]],
  // AWS documents ArnEquals and ArnLike as behaving identically.
  ['arnequals', ['arnlike', false]],
  ['arnlike', ['arnlike', false]],
  ['arnnotequals', ['arnlike', true]],
  ['arnnotlike', ['arnlike', true]],
  ['null', ['null', false]],
]);

const SETS: ReadonlyMap<string, 'all' | 'any'> = new Map([
  ['forallvalues', 'all'],
  ['foranyvalue', 'any'],
]);

/** Takes an operator's name apart, whatever its case; `null` for a name that IAM does not have. */
export function operatorOf(name: string): Operator | null {
  const lower = name.toLowerCase();
  const colon = lower.indexOf(':');
  const set = colon < 0 ? null : SETS.get(lower.slice(0, colon));
  if (set === undefined) return null;
  const bare = lower.slice(colon + 1);
  const ifExists = bare.endsWith('ifexists');
  const found = TESTS.get(ifExists ? bare.slice(0, -'ifexists'.length) : bare);
  if (!found) return null;
  const [test, negated] = found;
  if (test === 'null' && (ifExists || set !== null)) return null;
  return { test, negated, ifExists, set };
}

export function isOperator(name: string): boolean {
  return operatorOf(name) !== null;
}
