import { randomUUID } from 'node:crypto';
import { decide } from '../enforce';
import type { Poll } from './event-source';
import type { Invocation } from './invoke-function';
import type { Batch } from './lambda-state';
import { countEvents, measureFunction } from './polled-mapping';

type Reason = { condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded'; outcome: Invocation | null };

const failureRecordsKept = 100;

/**
 * Gives a batch up. With an on-failure destination what AWS would send there is kept with the mapping, if the
 * execution role may send it: the practice accounts have no queues, topics and buckets of their own.
 */
export function discardBatch(poll: Poll, shardId: string, batch: Batch, reason: Reason): void {
  const { mapping, clock } = poll;
  const { destination } = mapping.settings;
  if (batch.records.length === 0) return;
  if (!destination) {
    countEvents(poll, 'DroppedEventCount', batch.records.length);
    return;
  }
  if (!maySend(poll, destination)) {
    measureFunction(poll, 'DestinationDeliveryFailures', 1);
    return;
  }
  const body = failureBody(poll, shardId, batch, reason);
  mapping.failureRecords.push({ deliveredAt: clock.now(), destination, body });
  mapping.failureRecords.splice(0, mapping.failureRecords.length - failureRecordsKept);
  countEvents(poll, 'OnFailureDestinationDeliveredEventCount', batch.records.length);
}

const sending: Record<string, string> = { sqs: 'sqs:SendMessage', sns: 'sns:Publish', s3: 's3:PutObject' };

function maySend({ world, clock, region, role: { caller } }: Poll, destination: string): boolean {
  const [, , service = '', , owner] = destination.split(':');
  const ask = {
    action: sending[service] ?? '',
    resource: service === 's3' ? `${destination}/aws/lambda/*` : destination,
    ...(owner ? { resourceAccount: owner } : {}),
  };
  return decide(ask, { world, clock, caller, region }).decision === 'allow';
}

function failureBody(poll: Poll, shardId: string, batch: Batch, reason: Reason): Record<string, unknown> {
  const { mapping, source, record, clock } = poll;
  return {
    requestContext: {
      requestId: reason.outcome?.requestId ?? randomUUID(),
      functionArn: record.arn,
      condition: reason.condition,
      approximateInvokeCount: batch.failures,
    },
    ...(reason.outcome
      ? { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' } }
      : {}),
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    ...source.batchInfo(mapping, shardId, batch.records),
    // Only a bucket gets the records themselves.
    ...(isBucket(mapping.settings.destination) ? { payload: source.event(mapping, record, batch.records, null) } : {}),
  };
}

function isBucket(destination: string | null): boolean {
  return destination?.split(':')[2] === 's3';
}
