import { randomInt, randomUUID } from 'node:crypto';
import { administratorOf } from '../accounts';
import type { Clock } from '../clock';
import { ConnectionReset } from '../connection-reset';
import { perform } from '../perform';
import { Fault } from '../service';
import { stateOf, statesOf, type World } from '../world';
import { PRODUCER, streamArnIn, TOKYO, VIRGINIA } from './builder';

/** When the next record of each stream comes, epoch milliseconds, by ARN. */
type Traffic = { next: Map<string, number> };

/** A record every half minute or so: enough to see life, little enough to keep for days. */
const SECONDS_BETWEEN = { least: 20, most: 40 };

type Source = { arn: string; record: () => { key: string } & Record<string, unknown> };

const sources: readonly Source[] = [
  source('clickstream', () => ({ key: id('visitor'), page: one('/', '/search', '/basket'), ms: randomInt(20, 900) })),
  source('payments-ledger', () => ({ key: id('account'), payment: id('pay'), cents: randomInt(100, 90_000) })),
  source('telemetry', () => ({ key: id('sensor'), celsius: randomInt(150, 320) / 10 })),
  source('inventory-updates', () => ({ key: id('shelf'), sku: id('sku'), left: randomInt(0, 500) })),
  source('web-sessions', () => ({ key: id('session'), session: id('session'), pages: randomInt(1, 30) })),
  source('fraud-signals', () => ({ key: id('card'), signal: id('signal'), score: randomInt(1, 100) })),
  source('shipment-events', () => ({ key: id('parcel'), shipment: id('parcel'), event: one('LEFT', 'DELIVERED') })),
  source('device-heartbeats', () => ({ key: id('device'), battery: randomInt(5, 100) })),
  source('refunds', () => ({ key: id('account'), refund: id('refund'), cents: randomInt(100, 9000) })),
  source('price-changes', () => ({ key: id('sku'), cents: randomInt(99, 99_900) })),
  source('loyalty-points', () => ({ key: id('member'), member: id('member'), points: randomInt(1, 400) })),
  source('search-queries', () => ({ key: id('visitor'), term: one('boots', 'tent', 'lamp'), hits: randomInt(0, 400) })),
  source('billing-events', () => ({ key: id('account'), charge: id('charge'), cents: randomInt(100, 90_000) })),
  source('customer-changes', () => ({ key: id('customer'), customer: id('customer'), field: one('email', 'address') })),
  source('ad-impressions', () => ({ key: id('visitor'), campaign: one('autumn', 'outlet'), ms: randomInt(200, 9000) })),
  source('subscriptions', () => ({ key: id('member'), member: id('member'), event: one('RENEWED', 'CANCELLED') })),
  source('price-quotes', () => ({ key: id('sku'), quote: id('quote'), cents: randomInt(99, 99_900) })),
  source('orders-tokyo', () => ({ key: id('customer'), order: id('order'), yen: randomInt(300, 90_000) }), TOKYO),
];

/** Lets records flow from now on. Worlds without this have no traffic of their own. */
export function startTraffic(world: World): void {
  stateOf<Traffic>(world, 'landscape', PRODUCER, VIRGINIA, () => ({ next: new Map() }));
}

/** Puts the records that are due, as an application of the producer's account. */
export async function flow(world: World, clock: Clock): Promise<void> {
  for (const { state } of [...statesOf<Traffic>(world, 'landscape')]) {
    for (const { arn, record } of sources) {
      if (clock.now() < (state.next.get(arn) ?? 0)) continue;
      state.next.set(arn, clock.now() + randomInt(SECONDS_BETWEEN.least, SECONDS_BETWEEN.most) * 1000);
      await put(world, clock, arn, record());
    }
  }
}

async function put(world: World, clock: Clock, arn: string, { key, ...body }: ReturnType<Source['record']>) {
  const data = { ...body, at: new Date(clock.now()).toISOString() };
  const input = { StreamARN: arn, PartitionKey: key, Data: Buffer.from(JSON.stringify(data)) };
  const region = arn.split(':')[3] ?? VIRGINIA;
  const caller = administratorOf(world, PRODUCER);
  try {
    await perform(world, clock, { service: 'kinesis', operation: 'PutRecord', input, caller, region, within: true });
  } catch (fault) {
    // Somebody may have deleted the stream, or a fault may be switched on: this application does not mind.
    if (!(fault instanceof Fault || fault instanceof ConnectionReset)) throw fault;
  }
}

function source(name: string, record: Source['record'], region = VIRGINIA): Source {
  return { arn: streamArnIn(region, name), record };
}

function id(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}

function one(...choices: string[]): string {
  return choices[randomInt(choices.length)] ?? '';
}
