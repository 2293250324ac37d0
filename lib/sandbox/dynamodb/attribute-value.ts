import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalid, invalidParameter } from './invalid';
import { compareNumbers, normalNumber } from './number';

/** An item as a table keeps it: its attributes by name. */
export type Item = Record<string, AttributeValue>;

export type TypeName = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'M' | 'L' | 'NULL' | 'BOOL';

const types: ReadonlySet<string> = new Set<TypeName>(['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL']);

/** How the two sides of the JSON that a function is handed look: bytes are base64. */
export type JsonValue = string | boolean | JsonValue[] | { [name: string]: JsonValue };

export function typeOf(value: AttributeValue): TypeName {
  const [name, another] = Object.keys(value).filter((key) => types.has(key));
  if (name === undefined) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (another !== undefined) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return name as TypeName;
}

/**
 * A value as a table keeps it: numbers in one form, sets without order.
 * @throws Fault ValidationException
 */
export function normalValue(value: AttributeValue): AttributeValue {
  const type = typeOf(value);
  if (value.N !== undefined) return { N: normalNumber(value.N) };
  if (value.NS !== undefined) return { NS: asSet(value.NS.map(normalNumber), 'number') };
  if (value.SS !== undefined) return { SS: asSet(value.SS, 'string') };
  if (value.BS !== undefined) return { BS: asSet(value.BS, 'binary') };
  if (value.L !== undefined) return { L: value.L.map(normalValue) };
  if (value.M !== undefined) return { M: normalItem(value.M) };
  if (type === 'NULL' && value.NULL !== true) {
    throw invalidParameter('Null attribute value types must have the value of true');
  }
  return value;
}

export function normalItem(item: Item): Item {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, normalValue(value)]));
}

export function equal(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonical(one) === canonical(other);
}

/** As for sorting; `null` where the two cannot be compared. */
export function compare(one: AttributeValue, other: AttributeValue): number | null {
  if (one.N !== undefined && other.N !== undefined) return compareNumbers(one.N, other.N);
  if (one.S !== undefined && other.S !== undefined) return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S));
  if (one.B !== undefined && other.B !== undefined) return Buffer.compare(one.B, other.B);
  return null;
}

/** The value as JSON has it. */
function toJson(value: AttributeValue): JsonValue {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(toJson) };
  if (value.M !== undefined) return { M: itemToJson(value.M) };
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  return value.BOOL === undefined ? { NULL: true } : { BOOL: value.BOOL };
}

export function itemToJson(item: Item): { [name: string]: JsonValue } {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toJson(value)]));
}

/** The same text for equal values, another one for others. */
export function canonical(value: AttributeValue): string {
  if (value.M !== undefined) {
    const pairs = Object.entries(value.M).sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify(['M', pairs.map(([name, inner]) => [name, canonical(inner)])]);
  }
  if (value.L !== undefined) return JSON.stringify(['L', value.L.map(canonical)]);
  const set = value.SS ?? value.NS ?? value.BS?.map(base64);
  return JSON.stringify(set ? [typeOf(value), set.toSorted()] : toJson(value));
}

/** What an item takes in bytes, names included, as DynamoDB counts it. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, '').length / 2) + 1;
  if (value.B !== undefined) return value.B.length;
  if (value.M !== undefined) return 3 + itemBytes(value.M) + Object.keys(value.M).length;
  const listed: AttributeValue[] = [
    ...(value.L ?? []),
    ...(value.SS ?? []).map((S) => ({ S })),
    ...(value.NS ?? []).map((N) => ({ N })),
    ...(value.BS ?? []).map((B) => ({ B })),
  ];
  if (listed.length === 0) return value.L ? 3 : 1;
  return (value.L ? 3 + listed.length : 0) + listed.reduce((sum, each) => sum + valueBytes(each), 0);
}

function asSet<Member extends string | Uint8Array>(members: Member[], kind: string): Member[] {
  if (members.length === 0) throw invalidParameter(`An ${kind} set  may not be empty`);
  const seen = new Set(members.map((each) => (typeof each === 'string' ? each : base64(each))));
  if (seen.size !== members.length) {
    throw invalidParameter(`Input collection [${[...members].join(', ')}] contains duplicates.`);
  }
  return members;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
