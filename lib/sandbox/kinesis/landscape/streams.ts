import { PRODUCER, TOKYO, VIRGINIA } from '../../landscape/builder';
import type { Build } from '../../landscape/landscape';
import { type Keys, keyArn } from './keys';
import { streamArnIn } from './stream-arn';

type Stream = {
  name: string;
  region?: string;
  /** On demand where left out. */
  shards?: number;
  hours?: number;
  tags: Record<string, string>;
  daysAgo: number;
  /** The key as the stream's owner named it: by alias, alias ARN, key ARN or key id. */
  keyId?: (keys: Keys) => string;
};

const streams: readonly Stream[] = [
  { name: 'kds-sharing-example1', shards: 1, tags: { project: 'data-sharing' }, daysAgo: 40 },
  { name: 'orders-raw', shards: 2, hours: 48, tags: { team: 'checkout', env: 'production' }, daysAgo: 310 },
  { name: 'clickstream', tags: { team: 'web', env: 'production' }, daysAgo: 420 },
  { name: 'payments-ledger', shards: 2, hours: 168, tags: { team: 'payments', pci: 'yes' }, daysAgo: 365 },
  { name: 'telemetry', tags: { team: 'platform' }, daysAgo: 200 },
  {
    name: 'audit-trail',
    shards: 1,
    hours: 8760,
    tags: { team: 'security' },
    daysAgo: 500,
    keyId: () => 'alias/aws/kinesis',
  },
  { name: 'inventory-updates', shards: 1, tags: { team: 'warehouse', env: 'production' }, daysAgo: 260 },
  { name: 'web-sessions', shards: 2, tags: { team: 'web', env: 'production' }, daysAgo: 180 },
  { name: 'fraud-signals', shards: 1, hours: 72, tags: { team: 'risk', env: 'production' }, daysAgo: 150 },
  { name: 'shipment-events', shards: 1, tags: { team: 'logistics' }, daysAgo: 220 },
  { name: 'device-heartbeats', shards: 3, tags: { team: 'iot' }, daysAgo: 130 },
  { name: 'refunds', shards: 1, tags: { team: 'payments' }, daysAgo: 95 },
  { name: 'price-changes', shards: 1, tags: { team: 'catalogue' }, daysAgo: 75 },
  { name: 'loyalty-points', shards: 1, tags: { team: 'crm' }, daysAgo: 110 },
  {
    name: 'kds-cross-account-stream',
    shards: 1,
    tags: { project: 'cross-account' },
    daysAgo: 33,
    keyId: () => 'alias/kds-cross-account-stream',
  },
  { name: 'search-queries', shards: 2, tags: { team: 'search', env: 'production' }, daysAgo: 120 },
  {
    name: 'billing-events',
    shards: 2,
    hours: 168,
    tags: { team: 'billing', env: 'production' },
    daysAgo: 225,
    keyId: () => 'alias/billing-events',
  },
  {
    name: 'customer-changes',
    shards: 1,
    tags: { team: 'crm', gdpr: 'yes' },
    daysAgo: 280,
    keyId: (keys) => keyArn(keys, 'customer-data'),
  },
  { name: 'ad-impressions', shards: 1, tags: { team: 'marketing' }, daysAgo: 66 },
  {
    name: 'subscriptions',
    shards: 1,
    tags: { team: 'crm', env: 'production' },
    daysAgo: 150,
    keyId: () => `arn:aws:kms:${VIRGINIA}:${PRODUCER}:alias/subscriptions`,
  },
  {
    name: 'support-tickets',
    shards: 1,
    hours: 168,
    tags: { team: 'support' },
    daysAgo: 200,
    keyId: () => 'alias/support',
  },
  {
    name: 'price-quotes',
    shards: 1,
    hours: 168,
    tags: { team: 'catalogue' },
    daysAgo: 170,
    keyId: (keys) => keyArn(keys, 'quotes').split('/')[1] ?? '',
  },
  { name: 'orders-tokyo', region: TOKYO, shards: 1, hours: 48, tags: { team: 'checkout-apac' }, daysAgo: 160 },
  { name: 'iot-gateway-tokyo', region: TOKYO, tags: { team: 'iot' }, daysAgo: 60 },
];

export async function makeStreams(build: Build, keys: Keys): Promise<void> {
  for (const { name, region = VIRGINIA, shards, hours, tags, daysAgo, keyId } of streams) {
    const place = { account: PRODUCER, region };
    const capacity = shards
      ? { ShardCount: shards, StreamModeDetails: { StreamMode: 'PROVISIONED' } }
      : { StreamModeDetails: { StreamMode: 'ON_DEMAND' } };
    await build(daysAgo, place, 'kinesis', 'CreateStream', { StreamName: name, ...capacity, Tags: tags });
    const StreamARN = streamArnIn(region, name);
    if (hours) {
      const input = { StreamARN, RetentionPeriodHours: hours };
      await build(daysAgo, place, 'kinesis', 'IncreaseStreamRetentionPeriod', input);
    }
    if (keyId) await encrypt(build, daysAgo, name, keyId(keys));
  }
}

/** Encrypts a stream in Virginia, or moves it to another key. */
export async function encrypt(build: Build, daysAgo: number, stream: string, KeyId: string): Promise<void> {
  const input = { StreamARN: streamArnIn(VIRGINIA, stream), EncryptionType: 'KMS', KeyId };
  await build(daysAgo, { account: PRODUCER, region: VIRGINIA }, 'kinesis', 'StartStreamEncryption', input);
}
