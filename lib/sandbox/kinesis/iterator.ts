import { Fault } from '../service';

/** A place in a shard: reading goes on with the first record whose sequence number is greater than `after`. */
export type Position = { arn: string; streamCreatedAt: number; shardId: string; after: string; issuedAt: number };

const LIFETIME = 300_000;

export function sealIterator(position: Position): string {
  const { arn, streamCreatedAt, shardId, after, issuedAt } = position;
  return Buffer.from(JSON.stringify([arn, streamCreatedAt, shardId, after, issuedAt])).toString('base64');
}

export function openIterator(token: string | undefined): Position {
  const fields = parse(token ?? '');
  const [arn, streamCreatedAt, shardId, after, issuedAt] = fields;
  if (
    typeof arn !== 'string' ||
    typeof streamCreatedAt !== 'number' ||
    typeof shardId !== 'string' ||
    typeof after !== 'string' ||
    !/^\d+$/.test(after) ||
    typeof issuedAt !== 'number'
  ) {
    throw new Fault('InvalidArgumentException', 'Invalid ShardIterator.');
  }
  return { arn, streamCreatedAt, shardId, after, issuedAt };
}

export function checkAge({ issuedAt }: Position, now: number): void {
  if (now - issuedAt <= LIFETIME) return;
  const times = `was created at time ${date(issuedAt)} while right now it is ${date(now)}`;
  const tolerated = `which is further in the future than the tolerated delay of ${LIFETIME} milliseconds`;
  throw new Fault('ExpiredIteratorException', `Iterator expired. The iterator ${times} ${tolerated}.`);
}

/** As Java writes dates: `Thu Feb 29 06:15:11 UTC 2024`. */
function date(time: number): string {
  const [weekday = '', day, month, year, clock] = new Date(time).toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${clock} UTC ${year}`;
}

function parse(token: string): unknown[] {
  try {
    const fields: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}
