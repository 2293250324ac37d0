import { fieldPattern } from './field-pattern';
import { invalidParameter } from './group-reference';
import { jsonPattern } from './json-pattern';
import { EXPRESSION, regularExpression } from './regular-expression';

const LONGEST = 1024;

/** Compiles a filter pattern: terms, `{ $.field = … }` for JSON, or `[field, …]` for lines of fields. */
export function filterPattern(text: string): (message: string) => boolean {
  if (text.length > LONGEST) {
    const rule = `Member must have length less than or equal to ${LONGEST}`;
    throw invalidParameter(
      `1 validation error detected: Value '${text}' at 'filterPattern' failed to satisfy constraint: ${rule}`,
    );
  }
  const pattern = text.trim();
  if (pattern === '' || pattern === '" "') return () => true;
  if (pattern.startsWith('{')) return jsonPattern(pattern);
  if (pattern.startsWith('[')) return fieldPattern(pattern);
  return termPattern(pattern);
}

type Term = { sign: string; isIn: (line: string) => boolean };

const TERM = new RegExp(`\\s*([?-]?)(?:"((?:[^"\\\\]|\\\\.)*)"|${EXPRESSION}|([^\\s"]+))`, 'y');

/** Optional terms (`?`) count only where a pattern has no others. */
function termPattern(pattern: string): (message: string) => boolean {
  const terms = termsOf(pattern);
  const required = terms.filter(({ sign }) => sign === '');
  const excluded = terms.filter(({ sign }) => sign === '-');
  const optional = terms.filter(({ sign }) => sign === '?');
  if (required.length === 0 && excluded.length === 0) return (line) => optional.some(({ isIn }) => isIn(line));
  return (line) => required.every(({ isIn }) => isIn(line)) && !excluded.some(({ isIn }) => isIn(line));
}

function termsOf(pattern: string): Term[] {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.length) {
    const match = TERM.exec(pattern);
    if (!match) throw invalidParameter('Invalid filter pattern');
    const [, sign = '', quoted, expression, bare] = match;
    terms.push({ sign, isIn: expression === undefined ? containing(quoted, bare) : matching(expression) });
  }
  return terms;
}

function containing(quoted: string | undefined, bare: string | undefined): Term['isIn'] {
  if (bare !== undefined && !/^[\p{L}\p{M}\p{N}_]+$/u.test(bare)) {
    throw invalidParameter(`Invalid character(s) in term '${bare}'`);
  }
  const text = bare ?? (quoted ?? '').replace(/\\(.)/g, '$1');
  return (line) => line.includes(text);
}

function matching(text: string): Term['isIn'] {
  const expression = regularExpression(text);
  return (line) => expression.test(line);
}
