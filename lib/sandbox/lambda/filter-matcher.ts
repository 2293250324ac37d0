import { isIP } from 'node:net';
import { type ExactJson, ExactNumber, isObject, sameExact } from './exact-json';

/** One element of a pattern's list, held against a leaf. `undefined` is a leaf that is not there. */
export type Matcher = (leaf: ExactJson | undefined) => boolean;

export class InvalidPattern extends Error {}

/** The matcher of a list element: a plain value, or an object with the name of one comparison. */
export function matcherOf(element: ExactJson): Matcher {
  if (Array.isArray(element)) throw new InvalidPattern();
  if (!isObject(element)) return (leaf) => leaf !== undefined && sameExact(leaf, element);
  const [entry, ...others] = Object.entries(element);
  const make = entry && others.length === 0 ? comparisons[entry[0]] : undefined;
  if (!entry || !make) throw new InvalidPattern();
  return make(entry[1]);
}

const comparisons: Record<string, (operand: ExactJson) => Matcher> = {
  prefix: affix((leaf, operand) => leaf.startsWith(operand)),
  suffix: affix((leaf, operand) => leaf.endsWith(operand)),
  'equals-ignore-case': (operand) => {
    const wanted = text(operand).toLowerCase();
    return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === wanted;
  },
  wildcard: (operand) => {
    const escaped = text(operand).replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const expression = new RegExp(`^${escaped.replace(/\*+/g, '[^]*')}$`);
    return (leaf) => typeof leaf === 'string' && expression.test(leaf);
  },
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw new InvalidPattern();
    return (leaf) => (leaf !== undefined && !isObject(leaf)) === operand;
  },
  'anything-but': anythingBut,
  numeric,
  cidr,
};

function text(operand: ExactJson): string {
  if (typeof operand !== 'string') throw new InvalidPattern();
  return operand;
}

function affix(compare: (leaf: string, operand: string) => boolean) {
  return (operand: ExactJson): Matcher => {
    if (isObject(operand)) {
      const folded = text(operand['equals-ignore-case'] ?? null).toLowerCase();
      if (Object.keys(operand).length !== 1) throw new InvalidPattern();
      return (leaf) => typeof leaf === 'string' && compare(leaf.toLowerCase(), folded);
    }
    const wanted = text(operand);
    return (leaf) => typeof leaf === 'string' && compare(leaf, wanted);
  };
}

function anythingBut(operand: ExactJson): Matcher {
  const refused = isObject(operand) ? nested(operand) : (Array.isArray(operand) ? operand : [operand]).map(plain);
  if (refused.length === 0) throw new InvalidPattern();
  return (leaf) => leaf !== undefined && !isObject(leaf) && !refused.some((matches) => matches(leaf));
}

function plain(value: ExactJson): Matcher {
  if (typeof value !== 'string' && !(value instanceof ExactNumber)) throw new InvalidPattern();
  return matcherOf(value);
}

function nested(operand: { [key: string]: ExactJson }): Matcher[] {
  const [entry, ...others] = Object.entries(operand);
  if (!entry || others.length > 0) throw new InvalidPattern();
  const [name, value] = entry;
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name)) throw new InvalidPattern();
  return (Array.isArray(value) ? value : [value]).map((one) => matcherOf({ [name]: one }));
}

const numericComparisons: Record<string, (leaf: number, bound: number) => boolean> = {
  '=': (leaf, bound) => leaf === bound,
  '<': (leaf, bound) => leaf < bound,
  '<=': (leaf, bound) => leaf <= bound,
  '>': (leaf, bound) => leaf > bound,
  '>=': (leaf, bound) => leaf >= bound,
};

function numeric(operand: ExactJson): Matcher {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) throw new InvalidPattern();
  const tests: ((leaf: number) => boolean)[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const [name, bound] = [operand[at], operand[at + 1]];
    const compare = typeof name === 'string' ? numericComparisons[name] : undefined;
    if (!compare || !(bound instanceof ExactNumber)) throw new InvalidPattern();
    tests.push((leaf) => compare(leaf, Number(bound.text)));
  }
  return (leaf) => leaf instanceof ExactNumber && tests.every((test) => test(Number(leaf.text)));
}

function cidr(operand: ExactJson): Matcher {
  const [address = '', length = ''] = text(operand).split('/');
  const family = isIP(address);
  const bits = Number(length);
  if (family === 0 || !/^\d+$/.test(length) || bits > (family === 4 ? 32 : 128)) throw new InvalidPattern();
  const drop = BigInt((family === 4 ? 32 : 128) - bits);
  const network = addressNumber(address) >> drop;
  return (leaf) => typeof leaf === 'string' && isIP(leaf) === family && addressNumber(leaf) >> drop === network;
}

function addressNumber(address: string): bigint {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (mapped?.[1] && mapped[2]) {
    const last = addressNumber(mapped[2]);
    return addressNumber(`${mapped[1]}${(last >> 16n).toString(16)}:${(last & 0xffffn).toString(16)}`);
  }
  if (isIP(address) === 4) return address.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...middle, ...right].reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n);
}
