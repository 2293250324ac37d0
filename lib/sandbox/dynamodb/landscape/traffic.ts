import { randomInt } from 'node:crypto';
import { PRODUCER, VIRGINIA } from '../../landscape/builder';
import type { Traffic } from '../../landscape/landscape';
import { keyOf, type TableName, tableArnOf } from './tables';

/** Applications of the producer's account. They write to few items, so that a table never grows large. */
export const traffic: readonly Traffic[] = [
  into('order-status', 'order', () => ({ Status: { S: one('PAID', 'PACKED', 'SENT') } })),
  into('shopping-carts', 'cart', () => ({ Lines: { N: String(randomInt(1, 9)) } })),
  into('product-catalogue', 'sku', () => ({ Cents: { N: String(randomInt(99, 99_900)) } })),
  into('customer-profiles', 'customer', () => ({ Tier: { S: one('basic', 'silver', 'gold') } })),
  into('inventory-levels', 'sku', () => ({ Level: { N: String(randomInt(0, 500)) } })),
  into('delivery-slots', 'slot', () => ({ Van: { S: `van-${randomInt(1, 12)}` } })),
];

function into(table: TableName, prefix: string, fields: () => object): Traffic {
  return {
    to: tableArnOf(table),
    place: { account: PRODUCER, region: VIRGINIA },
    request: (at) => {
      const Item = { [keyOf(table)]: { S: `${prefix}-${randomInt(100, 160)}` }, ...fields(), ChangedAt: { S: at } };
      return { operation: 'PutItem', input: { TableName: table, Item } };
    },
  };
}

function one(...choices: string[]): string {
  return choices[randomInt(choices.length)] ?? '';
}
