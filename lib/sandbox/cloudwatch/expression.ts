import { Fault } from '../service';
import type { Points } from './statistic';

/** What an expression can stand for: a number, one series or several. */
type Value = number | Points | Points[];

export type Scope = {
  /** What another query of the request gives, by its id; `undefined` when there is none. */
  pointsOf: (id: string) => Points | undefined;
  /** Every metric of the request: `METRICS()`. */
  metrics: () => Points[];
  /** When each period of the request starts, first to last. */
  periods: () => number[];
};

type Reader = { tokens: string[]; scope: Scope };

/** Works out metric math: arithmetic over ids and numbers, and `FILL`, `SUM`, `AVG`, `MIN`, `MAX`, `METRICS`. */
export function evaluate(text: string, scope: Scope): Points {
  const tokens = text.match(/[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[-+*/(),[\]]|"[^"]*"|\S/g) ?? [];
  const reader = { tokens: [...tokens], scope };
  const value = sum(reader);
  if (reader.tokens.length > 0 || !(value instanceof Map)) throw wrong(text);
  return value;
}

function sum(reader: Reader): Value {
  let left = product(reader);
  for (let sign = reader.tokens[0]; sign === '+' || sign === '-'; sign = reader.tokens[0]) {
    reader.tokens.shift();
    left = apply(left, product(reader), sign === '+' ? (a, b) => a + b : (a, b) => a - b);
  }
  return left;
}

function product(reader: Reader): Value {
  let left = factor(reader);
  for (let sign = reader.tokens[0]; sign === '*' || sign === '/'; sign = reader.tokens[0]) {
    reader.tokens.shift();
    left = apply(left, factor(reader), sign === '*' ? (a, b) => a * b : (a, b) => a / b);
  }
  return left;
}

function factor(reader: Reader): Value {
  const token = reader.tokens.shift() ?? '';
  if (token === '-') return apply(0, factor(reader), (a, b) => a - b);
  if (token === '(') {
    const inner = sum(reader);
    expect(reader, ')');
    return inner;
  }
  if (token === '[') return list(reader, ']').flatMap(asSeries);
  if (/^\d/.test(token)) return Number(token);
  if (!/^[A-Za-z_]/.test(token)) throw wrong(token);
  if (reader.tokens[0] === '(') return called(token.toUpperCase(), reader);
  const found = reader.scope.pointsOf(token);
  if (!found) throw wrong(token);
  return found;
}

function called(name: string, reader: Reader): Value {
  reader.tokens.shift();
  if (name === 'METRICS') {
    expect(reader, ')');
    return reader.scope.metrics();
  }
  if (name === 'FILL') return fill(reader);
  const fold = FOLDS[name];
  const [given, ...more] = list(reader, ')');
  if (!fold || given === undefined || more.length > 0) throw wrong(name);
  if (typeof given === 'number') return given;
  if (given instanceof Map) return fold([...given.values()]);
  const times = [...new Set(given.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  return new Map(times.map((time) => [time, fold(given.flatMap((points) => points.get(time) ?? []))]));
}

const FOLDS: Record<string, (values: number[]) => number> = {
  SUM: (values) => values.reduce((total, value) => total + value, 0),
  AVG: (values) => values.reduce((total, value) => total + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

function fill(reader: Reader): Value {
  const given = sum(reader);
  expect(reader, ',');
  const repeats = reader.tokens[0]?.toUpperCase() === 'REPEAT';
  const filler = repeats ? undefined : sum(reader);
  if (repeats) reader.tokens.shift();
  expect(reader, ')');
  if (typeof given === 'number' || (filler !== undefined && typeof filler !== 'number')) throw wrong('FILL');
  const times = reader.scope.periods();
  return given instanceof Map ? filled(given, times, filler) : given.map((points) => filled(points, times, filler));
}

/** Periods without a value get `filler`, or the value before them when there is no filler. */
function filled(points: Points, times: number[], filler: number | undefined): Points {
  const full: Points = new Map();
  let last: number | undefined;
  for (const time of times) {
    const value = points.get(time) ?? filler ?? last;
    if (value !== undefined) full.set(time, value);
    last = value;
  }
  return full;
}

function list(reader: Reader, end: string): Value[] {
  const values = [sum(reader)];
  while (reader.tokens[0] === ',') {
    reader.tokens.shift();
    values.push(sum(reader));
  }
  expect(reader, end);
  return values;
}

function asSeries(value: Value): Points[] {
  if (typeof value === 'number') throw wrong(String(value));
  return value instanceof Map ? [value] : value;
}

/** Two series meet only where both have a value. */
function apply(left: Value, right: Value, operate: (a: number, b: number) => number): Value {
  if (Array.isArray(left)) return left.flatMap((each) => asSeries(apply(each, right, operate)));
  if (Array.isArray(right)) return right.flatMap((each) => asSeries(apply(left, each, operate)));
  if (typeof left === 'number' && typeof right === 'number') return operate(left, right);
  const result: Points = new Map();
  for (const time of (left instanceof Map ? left : asPoints(right)).keys()) {
    const a = typeof left === 'number' ? left : left.get(time);
    const b = typeof right === 'number' ? right : right.get(time);
    if (a === undefined || b === undefined) continue;
    const value = operate(a, b);
    if (Number.isFinite(value)) result.set(time, value);
  }
  return result;
}

function asPoints(value: number | Points): Points {
  return typeof value === 'number' ? new Map() : value;
}

function expect(reader: Reader, token: string): void {
  if (reader.tokens.shift() !== token) throw wrong(token);
}

function wrong(near: string): Fault {
  return new Fault('ValidationError', `Error in expression: the expression is not valid near '${near}'.`);
}
