/**
 * JSON with numbers kept as they were written, because Lambda's filters compare numbers by their text: 300 is not
 * 300.0.
 */
export type ExactJson = string | boolean | null | ExactNumber | ExactJson[] | { [key: string]: ExactJson };

export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const mark = '\u0000number:';
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** @throws SyntaxError when the text is no JSON */
export function parseExactJson(text: string): ExactJson {
  JSON.parse(text);
  const marked = text.replace(token, (found) => (found.startsWith('"') ? found : JSON.stringify(mark + found)));
  return JSON.parse(marked, (_key, value) =>
    typeof value === 'string' && value.startsWith(mark) ? new ExactNumber(value.slice(mark.length)) : value,
  );
}

export function isObject(value: ExactJson | undefined): value is { [key: string]: ExactJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

export function sameExact(one: ExactJson | undefined, other: ExactJson): boolean {
  if (one instanceof ExactNumber && other instanceof ExactNumber) return one.text === other.text;
  return one === other;
}
