import { randomInt, randomUUID } from 'node:crypto';
import { PRODUCER, TOKYO, VIRGINIA } from '../../landscape/builder';
import type { Traffic } from '../../landscape/landscape';
import { streamArnIn } from './stream-arn';

/** What an application puts on a stream: its partition key, and the rest of its fields. */
type Fields = { key: string } & Record<string, unknown>;

/** Applications of the producer's account. */
export const traffic: readonly Traffic[] = [
  onto('clickstream', () => ({ key: id('visitor'), page: one('/', '/search', '/basket'), ms: randomInt(20, 900) })),
  onto('payments-ledger', () => ({ key: id('account'), payment: id('pay'), cents: randomInt(100, 90_000) })),
  onto('telemetry', () => ({ key: id('sensor'), celsius: randomInt(150, 320) / 10 })),
  onto('inventory-updates', () => ({ key: id('shelf'), sku: id('sku'), left: randomInt(0, 500) })),
  onto('web-sessions', () => ({ key: id('session'), session: id('session'), pages: randomInt(1, 30) })),
  onto('fraud-signals', () => ({ key: id('card'), signal: id('signal'), score: randomInt(1, 100) })),
  onto('shipment-events', () => ({ key: id('parcel'), shipment: id('parcel'), event: one('LEFT', 'DELIVERED') })),
  onto('device-heartbeats', () => ({ key: id('device'), battery: randomInt(5, 100) })),
  onto('refunds', () => ({ key: id('account'), refund: id('refund'), cents: randomInt(100, 9000) })),
  onto('price-changes', () => ({ key: id('sku'), cents: randomInt(99, 99_900) })),
  onto('loyalty-points', () => ({ key: id('member'), member: id('member'), points: randomInt(1, 400) })),
  onto('search-queries', () => ({ key: id('visitor'), term: one('boots', 'tent', 'lamp'), hits: randomInt(0, 400) })),
  onto('billing-events', () => ({ key: id('account'), charge: id('charge'), cents: randomInt(100, 90_000) })),
  onto('customer-changes', () => ({ key: id('customer'), customer: id('customer'), field: one('email', 'address') })),
  onto('ad-impressions', () => ({ key: id('visitor'), campaign: one('autumn', 'outlet'), ms: randomInt(200, 9000) })),
  onto('subscriptions', () => ({ key: id('member'), member: id('member'), event: one('RENEWED', 'CANCELLED') })),
  onto('price-quotes', () => ({ key: id('sku'), quote: id('quote'), cents: randomInt(99, 99_900) })),
  onto('orders-tokyo', () => ({ key: id('customer'), order: id('order'), yen: randomInt(300, 90_000) }), TOKYO),
];

function onto(stream: string, fields: () => Fields, region = VIRGINIA): Traffic {
  const to = streamArnIn(region, stream);
  return {
    to,
    place: { account: PRODUCER, region },
    request: (at) => {
      const { key, ...body } = fields();
      const Data = Buffer.from(JSON.stringify({ ...body, at }));
      return { operation: 'PutRecord', input: { StreamARN: to, PartitionKey: key, Data } };
    },
  };
}

function id(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}

function one(...choices: string[]): string {
  return choices[randomInt(choices.length)] ?? '';
}
