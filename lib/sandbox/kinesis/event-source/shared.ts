import type { EventSource } from '../../lambda/event-source';
import { shardOptions } from '../../lambda/source-options';
import type { Fault } from '../../service';
import { batchInfo, event, eventBytes, filtered } from './event';

const actions = 'GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams';

/** What a stream and its registered consumers have in common as event sources. */
export const shared = {
  options: shardOptions,
  startingPositions: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'],
  passing: ['LimitExceededException', 'ProvisionedThroughputExceededException'],
  notFound: (arn) => `Stream not found: ${arn}`,
  cannotAccess,
  problem,
  event,
  eventBytes,
  filtered,
  batchInfo,
} satisfies Partial<EventSource>;

function cannotAccess(arn: string): string {
  return `Cannot access stream ${arn}. Please ensure the role can perform the ${actions} Actions on your stream in IAM.`;
}

function problem(fault: Fault, arn: string): string {
  // What is refused on a registered consumer is said as Kinesis says it.
  const onConsumer = / kinesis:(SubscribeToShard|DescribeStreamConsumer) /.test(fault.message);
  if (fault.code === 'AccessDeniedException' && !onConsumer) return cannotAccess(arn);
  return fault.code.startsWith('KMS') ? `${fault.code}: ${fault.message}` : fault.message;
}
