import { fieldPattern } from './field-pattern';
import { invalidParameter } from './group-reference';
import { jsonPattern } from './json-pattern';

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

/** Optional terms (`?`) count only where a pattern has no others. */
function termPattern(pattern: string): (message: string) => boolean {
  const terms = termsOf(pattern);
  const required = terms.filter(({ sign }) => sign === '').map(({ text }) => text);
  const excluded = terms.filter(({ sign }) => sign === '-').map(({ text }) => text);
  const optional = terms.filter(({ sign }) => sign === '?').map(({ text }) => text);
  if (required.length === 0 && excluded.length === 0) return (line) => optional.some((term) => line.includes(term));
  return (line) => required.every((term) => line.includes(term)) && !excluded.some((term) => line.includes(term));
}

function termsOf(pattern: string): { sign: string; text: string }[] {
  const term = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;
  const terms: { sign: string; text: string }[] = [];
  while (term.lastIndex < pattern.length) {
    const match = term.exec(pattern);
    if (!match) throw invalidParameter('Invalid filter pattern');
    const [, sign = '', quoted, bare] = match;
    if (bare !== undefined && !/^[\p{L}\p{M}\p{N}_]+$/u.test(bare)) {
      throw invalidParameter(`Invalid character(s) in term '${bare}'`);
    }
    terms.push({ sign, text: bare ?? (quoted ?? '').replace(/\\(.)/g, '$1') });
  }
  return terms;
}
