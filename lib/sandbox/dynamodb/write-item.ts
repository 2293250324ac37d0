import { type Call, Fault } from '../service';
import { type Item, itemBytes, normalItem } from './attribute-value';
import type { Table } from './dynamodb-state';
import { asEncrypted, decrypt } from './encryption';
import type { Condition } from './expression/condition';
import { invalid } from './invalid';
import { keyText } from './keys';
import { recordChange } from './stream-record';

/** A write of one item that has been checked and not been done. */
export type Write = {
  table: Table;
  key: Item;
  condition?: Condition | undefined;
  /** What becomes of the item, `undefined` for nothing; the same where it is only looked at. */
  change: (before: Item | undefined) => Item | undefined;
  /** Whether a refusal shows the item that did not fit. */
  showsItem: boolean;
};

export type Written = { before: Item | undefined; after: Item | undefined };

const MOST_BYTES = 400 * 1024;

/**
 * Does a write and tells the table's stream.
 * @throws Fault ConditionalCheckFailedException, ValidationException or what KMS refuses
 */
export function writeItem(write: Write, call: Call): Written {
  const refusal = refusalOf(write);
  if (refusal) throw refusal;
  decrypt(asEncrypted(write.table), call);
  return commit(write, resultOf(write), call);
}

/**
 * Does several writes whose conditions hold, all of them or none.
 * @throws Fault ValidationException or what KMS refuses
 */
export function writeAll(writes: readonly Write[], call: Call): void {
  for (const { table } of writes) decrypt(asEncrypted(table), call);
  const results = writes.map(resultOf);
  for (const [index, write] of writes.entries()) commit(write, results[index], call);
}

/** Whether two of these writes are for the same item. */
export function areOfOneItem(writes: readonly Write[]): boolean {
  const places = writes.map(({ table, key }) => `${table.arn} ${keyText(table, key)}`);
  return new Set(places).size !== places.length;
}

/** What a write's condition says to the item as it is. */
export function refusalOf(write: Write): Fault | null {
  const before = itemAt(write);
  if (!write.condition || write.condition(before ?? {})) return null;
  const fields = write.showsItem && before ? { Item: before } : {};
  return new Fault('ConditionalCheckFailedException', 'The conditional request failed', 400, fields);
}

/** @throws Fault ValidationException */
function resultOf(write: Write): Item | undefined {
  const before = itemAt(write);
  const changed = write.change(before);
  const after = changed && changed !== before ? normalItem(changed) : changed;
  if (after && itemBytes(after) > MOST_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
  return after;
}

function commit(write: Write, after: Item | undefined, call: Call): Written {
  const { table, key } = write;
  const before = itemAt(write);
  const text = keyText(table, key);
  if (after) table.items.set(text, after);
  else table.items.delete(text);
  recordChange(table, key, before, after, call);
  return { before, after };
}

function itemAt({ table, key }: Write): Item | undefined {
  return table.items.get(keyText(table, key));
}
