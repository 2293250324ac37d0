import { canonical, type Item, typeOf } from './attribute-value';
import type { Table } from './dynamodb-state';
import { invalid, invalidParameter } from './invalid';

type KeyAttribute = { name: string; type: string };

/** The attributes of a table's key, the partition key first. */
export function keyAttributes({ keySchema, attributes }: Pick<Table, 'keySchema' | 'attributes'>): KeyAttribute[] {
  return keySchema.map(({ AttributeName: name = '' }) => ({
    name,
    type: attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? 'S',
  }));
}

/** The key of an item that is put. @throws Fault ValidationException */
export function keyOfItem(table: Table, item: Item): Item {
  return Object.fromEntries(
    keyAttributes(table).map(({ name, type }) => {
      const value = item[name];
      if (!value) throw invalidParameter(`Missing the key ${name} in the item`);
      if (typeOf(value) !== type) {
        throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
      }
      checkNotEmpty(name, item);
      return [name, value] as const;
    }),
  );
}

/** A key that a request gives: the whole key and nothing else. @throws Fault ValidationException */
export function checkKey(table: Table, key: Item): void {
  const attributes = keyAttributes(table);
  const matches =
    Object.keys(key).length === attributes.length &&
    attributes.every(({ name, type }) => key[name] !== undefined && typeOf(key[name]) === type);
  if (!matches) throw invalid('The provided key element does not match the schema');
  for (const { name } of attributes) checkNotEmpty(name, key);
}

/** The text that an item is kept under. */
export function keyText(table: Pick<Table, 'keySchema' | 'attributes'>, key: Item): string {
  return JSON.stringify(keyAttributes(table).map(({ name }) => key[name] && canonical(key[name])));
}

function checkNotEmpty(name: string, item: Item): void {
  const value = item[name];
  if (value?.S !== '' && value?.B?.length !== 0) return;
  const kind = value.S === undefined ? 'binary' : 'string';
  throw invalid(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
}
