import { recordMetric } from '../cloudwatch/series';
import { type Call, Fault } from '../service';
import type { Consumer, Shard, Stream } from './kinesis-state';

const READS_A_SECOND = 5;
const BYTES_READ_A_SECOND = 2 * 1024 * 1024;
const RECORDS_WRITTEN_A_SECOND = 1000;
const BYTES_WRITTEN_A_SECOND = 1024 * 1024;

/** Counts one GetRecords against the shard; refuses the sixth in a second, and any while a large answer is paid for. */
export function takeRead(stream: Stream, shard: Shard, call: Call): void {
  const now = call.clock.now();
  const second = Math.floor(now / 1000);
  if (shard.reads.second !== second) shard.reads = { ...shard.reads, second, calls: 0 };
  shard.reads.calls += 1;
  if (shard.reads.calls <= READS_A_SECOND && shard.reads.paidUntil <= now + 1000) return;
  measure(call, stream, 'ReadProvisionedThroughputExceeded', 1, 'Count');
  throw exceeded(stream, shard);
}

export function payForRead(shard: Shard, bytes: number, now: number): void {
  shard.reads.paidUntil = Math.max(shard.reads.paidUntil, now) + (bytes / BYTES_READ_A_SECOND) * 1000;
}

/** Counts one record against the shard. `false` when it does not fit into this second any more. */
export function takeWrite(stream: Stream, shard: Shard, bytes: number, call: Call): boolean {
  const second = Math.floor(call.clock.now() / 1000);
  if (shard.writes.second !== second) shard.writes = { second, records: 0, bytes: 0 };
  const fits =
    shard.writes.records < RECORDS_WRITTEN_A_SECOND &&
    (shard.writes.records === 0 || shard.writes.bytes + bytes <= BYTES_WRITTEN_A_SECOND);
  if (!fits) {
    measure(call, stream, 'WriteProvisionedThroughputExceeded', 1, 'Count');
    return false;
  }
  shard.writes.records += 1;
  shard.writes.bytes += bytes;
  return true;
}

export function exceeded(stream: Stream, shard: Shard): Fault {
  return new Fault('ProvisionedThroughputExceededException', exceededText(stream, shard));
}

export function exceededText(stream: Stream, shard: Shard): string {
  return `Rate exceeded for shard ${shard.id} in stream ${stream.name} under account ${stream.accountId}.`;
}

/** A metric of the stream, seen in its owner's account whoever called. */
export function measure(call: Call, stream: Stream, name: string, value: number, unit: string): void {
  record(call, stream, [], { name, value, unit });
}

/** A metric of one of the stream's registered consumers. */
export function measureConsumer(
  call: Call,
  stream: Stream,
  consumer: Consumer,
  name: string,
  value: number,
  unit: string,
): void {
  record(call, stream, [{ name: 'ConsumerName', value: consumer.name }], { name, value, unit });
}

type Dimension = { name: string; value: string };
type Measured = { name: string; value: number; unit: string };

function record(call: Call, stream: Stream, more: Dimension[], { name, value, unit }: Measured): void {
  recordMetric(call.world, stream.accountId, stream.region, {
    namespace: 'AWS/Kinesis',
    name,
    dimensions: [{ name: 'StreamName', value: stream.name }, ...more],
    value,
    unit,
    at: call.clock.now(),
  });
}
