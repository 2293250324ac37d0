import { arnMatches, arnPatternOf, partsOf } from './arn-pattern';
import { ANY, globMatches, globMatchesStart, globOf, ONE } from './glob';
import { inRange, rangeOf } from './ip';
import { momentOf } from './moment';
import type { TestName } from './operator';
import type { Truth } from './truth';

/**
 * Holds one value of a request against one value of a policy; `undefined` when the two cannot be compared, `null` when AWS
 * does not say whether they can.
 */
export type ValueTest = (given: string) => Truth | undefined;

type Comparison = (given: number, wanted: number) => boolean;

const COMPARISONS: Partial<Record<TestName, Comparison>> = {
  numericequals: (given, wanted) => given === wanted,
  numericlessthan: (given, wanted) => given < wanted,
  numericlessthanequals: (given, wanted) => given <= wanted,
  numericgreaterthan: (given, wanted) => given > wanted,
  numericgreaterthanequals: (given, wanted) => given >= wanted,
  dateequals: (given, wanted) => given === wanted,
  datelessthan: (given, wanted) => given < wanted,
  datelessthanequals: (given, wanted) => given <= wanted,
  dategreaterthan: (given, wanted) => given > wanted,
  dategreaterthanequals: (given, wanted) => given >= wanted,
};

/** Makes a test ready. `wanted` is a resolved pattern. */
export function testOf(name: TestName, wanted: string): ValueTest {
  const comparison = COMPARISONS[name];
  if (comparison) return compare(comparison, name.startsWith('date') ? momentOf : numberOf, wanted);
  switch (name) {
    case 'stringequals':
      return (given) => given === wanted;
    case 'stringequalsignorecase': {
      const lower = wanted.toLowerCase();
      return (given) => given.toLowerCase() === lower;
    }
    case 'stringlike': {
      if (!wanted.includes(ANY) && !wanted.includes(ONE)) return (given) => given === wanted;
      const glob = globOf(wanted);
      return (given) => globMatches(glob, given);
    }
    case 'bool': {
      const lower = wanted.toLowerCase();
      return (given) => (lower === 'true' || lower === 'false') && given.toLowerCase() === lower;
    }
    case 'binaryequals': {
      const bytes = unpadded(wanted);
      return (given) => unpadded(given) === bytes;
    }
    case 'ipaddress': {
      const range = rangeOf(wanted);
      return (given) => (range ? inRange(range, given) : undefined);
    }
    case 'arnlike': {
      const pattern = arnPatternOf(wanted);
      return (given) => (pattern ? arnMatches(pattern, given) : shortMatches(wanted, given));
    }
    default:
      return () => false;
  }
}

/** Of a pattern with fewer parts than an ARN's six: what a `*` would run over may be all that is missing. */
function shortMatches(wanted: string, given: string): null | undefined {
  return partsOf(given) !== null && globMatches(globOf(wanted), given) ? null : undefined;
}

/** Whether a value that begins like this matches; `wanted` is a resolved pattern. */
export function matchesStart(name: TestName, wanted: string, start: string): Truth {
  switch (name) {
    case 'stringequals':
      return wanted.startsWith(start) ? null : false;
    case 'stringequalsignorecase':
      return wanted.toLowerCase().startsWith(start.toLowerCase()) ? null : false;
    case 'stringlike':
      return globMatchesStart(globOf(wanted), start);
    default:
      return null;
  }
}

function compare(comparison: Comparison, read: (text: string) => number | null, text: string): ValueTest {
  const wanted = read(text);
  return (value) => {
    const given = read(value);
    return wanted === null || given === null ? undefined : comparison(given, wanted);
  };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function numberOf(text: string): number | null {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : null;
}

function unpadded(base64: string): string {
  return base64.trim().replace(/=+$/, '');
}
