/** A JSON value with the place it has in its text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export type JsonNode = { start: number; end: number } & (
  | { type: 'object'; members: readonly JsonMember[] }
  | { type: 'array'; items: readonly JsonNode[] }
  | { type: 'string'; value: string }
  | { type: 'number'; source: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'null' }
);

export type JsonMember = { key: string; keyStart: number; value: JsonNode };

type JsonFault = { key: 'not-json' | 'duplicate-element' | 'too-deep'; offset: number; element?: string };

export type JsonResult = { ok: true; root: JsonNode } | { ok: false; fault: JsonFault };

const MAX_DEPTH = 32;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids bare control characters in strings.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** Reads strict JSON, keeps every value's place and, unlike `JSON.parse`, refuses a key given twice. Never throws. */
export function readJson(text: string): JsonResult {
  const reader = new Reader(text);
  try {
    return { ok: true, root: reader.document() };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, fault: error.fault };
    throw error;
  }
}

class Stop extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.key);
    this.fault = fault;
  }
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): JsonNode {
    const root = this.value(0);
    this.space();
    if (this.at < this.text.length) this.stop('not-json');
    return root;
  }

  private value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) this.stop('too-deep');
    this.space();
    const start = this.at;
    switch (this.text[start]) {
      case '{':
        return this.object(start, depth);
      case '[':
        return this.array(start, depth);
      case '"':
        return { type: 'string', value: this.string(), start, end: this.at };
      case 't':
        return this.word('true', { type: 'boolean', value: true, start, end: start + 4 });
      case 'f':
        return this.word('false', { type: 'boolean', value: false, start, end: start + 5 });
      case 'n':
        return this.word('null', { type: 'null', start, end: start + 4 });
      default:
        return { type: 'number', source: this.token(NUMBER), start, end: this.at };
    }
  }

  private object(start: number, depth: number): JsonNode {
    const members: JsonMember[] = [];
    const seen = new Set<string>();
    this.at += 1;
    this.space();
    if (this.take('}')) return { type: 'object', members, start, end: this.at };
    do {
      this.space();
      const keyStart = this.at;
      const key = this.string();
      if (seen.has(key)) throw new Stop({ key: 'duplicate-element', offset: keyStart, element: key });
      seen.add(key);
      this.space();
      if (!this.take(':')) this.stop('not-json');
      members.push({ key, keyStart, value: this.value(depth + 1) });
      this.space();
    } while (this.take(','));
    if (!this.take('}')) this.stop('not-json');
    return { type: 'object', members, start, end: this.at };
  }

  private array(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at += 1;
    this.space();
    if (this.take(']')) return { type: 'array', items, start, end: this.at };
    do {
      items.push(this.value(depth + 1));
      this.space();
    } while (this.take(','));
    if (!this.take(']')) this.stop('not-json');
    return { type: 'array', items, start, end: this.at };
  }

  private string(): string {
    return JSON.parse(this.token(STRING)) as string;
  }

  private word(word: string, node: JsonNode): JsonNode {
    if (!this.text.startsWith(word, this.at)) this.stop('not-json');
    this.at += word.length;
    return node;
  }

  private token(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) this.stop('not-json');
    this.at += found.length;
    return found;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.text)?.[0].length ?? 0;
  }

  private stop(key: JsonFault['key']): never {
    throw new Stop({ key, offset: this.at });
  }
}
