import { recordMetric } from '../cloudwatch/series';
import type { Call } from '../service';
import type { ChangeRecord, TableStream } from './dynamodb-state';

/** Measures a read of a stream for its owner. */
export function measureRead(stream: TableStream, records: readonly ChangeRecord[], { world, clock }: Call): void {
  const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
  const dimensions = [
    { name: 'Operation', value: 'GetRecords' },
    { name: 'StreamLabel', value: stream.label },
    { name: 'TableName', value: stream.tableName },
  ];
  for (const [name, value, unit] of [
    ['ReturnedRecordsCount', records.length, 'Count'],
    ['ReturnedBytes', bytes, 'Bytes'],
  ] as const) {
    const measured = { namespace: 'AWS/DynamoDB', name, dimensions, value, unit, at: clock.now() };
    recordMetric(world, stream.accountId, stream.region, measured);
  }
}
