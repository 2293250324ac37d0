import { outOfModel } from '../out-of-model';
import { Fault } from '../service';
import type { Shard, Stream } from './kinesis-state';
import { firstSequenceNumber } from './shard';

/** Where a request wants to start reading a shard. */
export type StartingPoint = {
  type: string | undefined;
  sequenceNumber: string | undefined;
  timestamp: Date | undefined;
  /** How the request's model and the refusals name it. */
  member: string;
  operation: 'GetShardIterator' | 'SubscribeToShard';
};

const TYPES = '[AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]';

/**
 * The sequence number after which reading starts.
 * @throws Fault for a starting point that is none
 */
export function sequenceBefore(start: StartingPoint, shard: Shard, stream: Stream, now: number): string {
  const beginning = justBefore(firstSequenceNumber(shard));
  switch (start.type) {
    case 'TRIM_HORIZON':
      return beginning;
    case 'LATEST':
      return shard.records.at(-1)?.sequenceNumber ?? beginning;
    case 'AT_SEQUENCE_NUMBER':
      return justBefore(given(start, shard, stream));
    case 'AFTER_SEQUENCE_NUMBER':
      return given(start, shard, stream);
    case 'AT_TIMESTAMP':
      return atTime(start.timestamp, shard, now) ?? beginning;
    default:
      throw outOfModel(start.type, start.member, `satisfy enum value set: ${TYPES}`);
  }
}

function given({ sequenceNumber: text, type, operation }: StartingPoint, shard: Shard, stream: Stream): string {
  if (text === undefined) {
    throw new Fault('InvalidArgumentException', `Must either specify a StartingSequenceNumber for ${type}.`);
  }
  if (/^\d{1,129}$/.test(text) && BigInt(text) >= BigInt(firstSequenceNumber(shard))) return text;
  const where = `used in ${operation} on shard ${shard.id} in stream ${stream.name} under account ${stream.accountId}`;
  throw new Fault('InvalidArgumentException', `StartingSequenceNumber ${text} ${where} is invalid.`);
}

function atTime(moment: Date | undefined, shard: Shard, now: number): string | undefined {
  if (!moment) {
    const missing = 'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP.';
    throw new Fault('InvalidArgumentException', missing);
  }
  const time = moment.getTime();
  if (time > now) {
    const parameters = `timestampInMillis: ${time}, currentTimestampInMillis: ${now}`;
    const future = 'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.';
    throw new Fault('InvalidArgumentException', `${future} ${parameters}`);
  }
  return shard.records.findLast(({ arrivedAt }) => arrivedAt < time)?.sequenceNumber;
}

function justBefore(sequence: string): string {
  return (BigInt(sequence) - 1n).toString();
}
