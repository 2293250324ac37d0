import { invalidParameter } from './group-reference';
import { EXPRESSION, regularExpression } from './regular-expression';

/** A condition of a filter pattern: comparisons joined by `&&`, `||` and brackets. */
export type Condition =
  | { type: 'and'; left: Condition; right: Condition }
  | { type: 'or'; left: Condition; right: Condition }
  | { type: 'compare'; selector: string; operator: string; value: Token }
  | { type: 'test'; selector: string; test: 'IS NULL' | 'IS TRUE' | 'IS FALSE' | 'NOT EXISTS' | 'EXISTS' };

type Token = { text: string; quoted: boolean; expression?: RegExp };

const TOKEN = new RegExp(
  `\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|${EXPRESSION}|(&&|\\|\\||!=|<=|>=|[()=<>])|([^\\s()=<>!&|"]+))`,
  'y',
);

export function parseCondition(text: string): Condition {
  const tokens = tokensOf(text);
  const condition = either(tokens);
  if (tokens.length > 0) throw invalidParameter('Invalid filter pattern');
  return condition;
}

/** Whether a condition holds, with what each selector finds: `undefined` when it finds nothing. */
export function holds(condition: Condition, find: (selector: string) => unknown): boolean {
  if (condition.type === 'and') return holds(condition.left, find) && holds(condition.right, find);
  if (condition.type === 'or') return holds(condition.left, find) || holds(condition.right, find);
  const found = find(condition.selector);
  return condition.type === 'test' ? passes(condition.test, found) : compares(condition, found);
}

function either(tokens: Token[]): Condition {
  let left = both(tokens);
  while (take(tokens, '||')) left = { type: 'or', left, right: both(tokens) };
  return left;
}

function both(tokens: Token[]): Condition {
  let left = single(tokens);
  while (take(tokens, '&&')) left = { type: 'and', left, right: single(tokens) };
  return left;
}

function single(tokens: Token[]): Condition {
  if (take(tokens, '(')) {
    const inner = either(tokens);
    if (!take(tokens, ')')) throw invalidParameter('Invalid filter pattern');
    return inner;
  }
  const selector = next(tokens).text;
  const operator = next(tokens);
  const word = operator.text.toUpperCase();
  if (word === 'EXISTS') return { type: 'test', selector, test: 'EXISTS' };
  if (word === 'IS' || word === 'NOT') return { type: 'test', selector, test: testOf(`${word} ${next(tokens).text}`) };
  if (operator.quoted || !['=', '!=', '<', '>', '<=', '>='].includes(operator.text)) {
    throw invalidParameter('Invalid filter pattern');
  }
  const value = next(tokens);
  if (value.expression && !['=', '!='].includes(operator.text)) throw invalidParameter('Invalid filter pattern');
  return { type: 'compare', selector, operator: operator.text, value };
}

function testOf(words: string) {
  const tests = ['IS NULL', 'IS TRUE', 'IS FALSE', 'NOT EXISTS'] as const;
  const test = tests.find((each) => each === words.toUpperCase());
  if (!test) throw invalidParameter('Invalid filter pattern');
  return test;
}

function passes(test: Extract<Condition, { type: 'test' }>['test'], found: unknown): boolean {
  if (test === 'EXISTS') return found !== undefined;
  if (test === 'NOT EXISTS') return found === undefined;
  return found === { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false }[test];
}

function compares({ operator, value }: Extract<Condition, { type: 'compare' }>, found: unknown): boolean {
  if (found === undefined || found === null || typeof found === 'object') return false;
  if (value.expression) return value.expression.test(String(found)) === (operator === '=');
  const number = value.quoted ? Number.NaN : Number(value.text);
  const isNumber = !value.quoted && value.text !== '' && !Number.isNaN(number);
  if (operator === '=' || operator === '!=') {
    const same = isNumber && String(found).trim() !== '' ? Number(found) === number : like(String(found), value.text);
    return same === (operator === '=');
  }
  const held = typeof found === 'number' ? found : Number(found);
  if (!isNumber || Number.isNaN(held)) return false;
  if (operator === '<') return held < number;
  if (operator === '>') return held > number;
  return operator === '<=' ? held <= number : held >= number;
}

/** `*` in a value stands for anything. */
function like(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) throw invalidParameter('Invalid filter pattern');
    const [, quoted, expression, symbol, word] = match;
    if (quoted !== undefined) tokens.push({ text: quoted.replace(/\\(.)/g, '$1'), quoted: true });
    else if (expression === undefined) tokens.push({ text: symbol ?? word ?? '', quoted: false });
    else tokens.push({ text: expression, quoted: true, expression: regularExpression(expression) });
  }
  return tokens;
}

function next(tokens: Token[]): Token {
  const token = tokens.shift();
  if (!token) throw invalidParameter('Invalid filter pattern');
  return token;
}

function take(tokens: Token[], symbol: string): boolean {
  if (tokens[0]?.quoted !== false || tokens[0].text !== symbol) return false;
  tokens.shift();
  return true;
}
