import { type Build, PRODUCER, streamArnIn, TOKYO, VIRGINIA } from './builder';

type Stream = {
  name: string;
  region?: string;
  /** On demand where left out. */
  shards?: number;
  hours?: number;
  tags: Record<string, string>;
  daysAgo: number;
  encrypted?: true;
};

const streams: readonly Stream[] = [
  { name: 'kds-sharing-example1', shards: 1, tags: { project: 'data-sharing' }, daysAgo: 40 },
  { name: 'orders-raw', shards: 2, hours: 48, tags: { team: 'checkout', env: 'production' }, daysAgo: 310 },
  { name: 'clickstream', tags: { team: 'web', env: 'production' }, daysAgo: 420 },
  { name: 'payments-ledger', shards: 2, hours: 168, tags: { team: 'payments', pci: 'yes' }, daysAgo: 365 },
  { name: 'telemetry', tags: { team: 'platform' }, daysAgo: 200 },
  { name: 'audit-trail', shards: 1, hours: 8760, tags: { team: 'security' }, daysAgo: 500, encrypted: true },
  { name: 'inventory-updates', shards: 1, tags: { team: 'warehouse', env: 'production' }, daysAgo: 260 },
  { name: 'web-sessions', shards: 2, tags: { team: 'web', env: 'production' }, daysAgo: 180 },
  { name: 'fraud-signals', shards: 1, hours: 72, tags: { team: 'risk', env: 'production' }, daysAgo: 150 },
  { name: 'shipment-events', shards: 1, tags: { team: 'logistics' }, daysAgo: 220 },
  { name: 'device-heartbeats', shards: 3, tags: { team: 'iot' }, daysAgo: 130 },
  { name: 'refunds', shards: 1, tags: { team: 'payments' }, daysAgo: 95 },
  { name: 'price-changes', shards: 1, tags: { team: 'catalogue' }, daysAgo: 75 },
  { name: 'loyalty-points', shards: 1, tags: { team: 'crm' }, daysAgo: 110 },
  { name: 'orders-tokyo', region: TOKYO, shards: 1, hours: 48, tags: { team: 'checkout-apac' }, daysAgo: 160 },
  { name: 'iot-gateway-tokyo', region: TOKYO, tags: { team: 'iot' }, daysAgo: 60 },
];

export async function makeStreams(build: Build): Promise<void> {
  for (const { name, region = VIRGINIA, shards, hours, tags, daysAgo, encrypted } of streams) {
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
    if (encrypted) {
      const input = { StreamARN, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' };
      await build(daysAgo, place, 'kinesis', 'StartStreamEncryption', input);
    }
  }
}
