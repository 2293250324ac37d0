import type { Fault } from '../../service';
import { invalid } from '../invalid';

export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** An expression, word by word. */
export type Tokens = {
  kind: ExpressionKind;
  /** The next word without taking it; empty at the end. */
  peek(ahead?: number): string;
  next(): string;
  /** Takes the next word if it is this one. Words of the language are alike in both cases. */
  take(word: string): boolean;
  expect(word: string): void;
  wrong(): Fault;
};

const word = /\s*(<=|>=|<>|[<>=(),.[\]+-]|[#:]?[A-Za-z0-9_]+)/y;

/** @throws Fault ValidationException */
export function tokensOf(text: string, kind: ExpressionKind): Tokens {
  const words = split(text, kind);
  let at = 0;
  const peek = (ahead = 0) => words[at + ahead] ?? '';
  const wrong = () => {
    const near = words.slice(Math.max(0, at - 1), at + 2).join(' ');
    return invalid(`Invalid ${kind}: Syntax error; token: "${peek() || '<EOF>'}", near: "${near}"`);
  };
  const take = (expected: string) => {
    const found = peek().toUpperCase() === expected.toUpperCase();
    if (found) at += 1;
    return found;
  };
  return {
    kind,
    peek,
    take,
    wrong,
    next() {
      at += 1;
      return words[at - 1] ?? '';
    },
    expect(expected) {
      if (!take(expected)) throw wrong();
    },
  };
}

function split(text: string, kind: ExpressionKind): string[] {
  if (text.trim() === '') throw invalid(`Invalid ${kind}: The expression can not be empty;`);
  const words: string[] = [];
  word.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = word.lastIndex) {
    const found = word.exec(text)?.[1];
    if (found === undefined) {
      const token = text.slice(end).trim().charAt(0);
      throw invalid(`Invalid ${kind}: Syntax error; token: "${token}", near: "${text.slice(end, end + 10).trim()}"`);
    }
    words.push(found);
  }
  return words;
}
