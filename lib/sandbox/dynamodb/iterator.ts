import { Fault } from '../service';
import { invalid } from './invalid';

/** A place in a shard: reading goes on with the first record whose sequence number is greater than `after`. */
export type Position = { arn: string; shardId: string; after: string; issuedAt: number };

const LIFETIME = 15 * 60_000;

/** Begins with the stream's ARN, as AWS's do. */
export function sealIterator({ arn, shardId, after, issuedAt }: Position): string {
  return `${arn}|1|${Buffer.from(JSON.stringify([shardId, after, issuedAt])).toString('base64')}`;
}

export function openIterator(token: string | undefined): Position {
  const [arn = '', , sealed = ''] = (token ?? '').split('|');
  const [shardId, after, issuedAt] = fields(sealed);
  if (
    typeof shardId !== 'string' ||
    typeof after !== 'string' ||
    typeof issuedAt !== 'number' ||
    !/^\d+$/.test(after)
  ) {
    throw invalid('Invalid ShardIterator');
  }
  return { arn, shardId, after, issuedAt };
}

export function checkAge({ issuedAt }: Position, now: number): void {
  if (now - issuedAt <= LIFETIME) return;
  const lifetime = 'A shard iterator expires 15 minutes after it is retrieved using the GetShardIterator action.';
  throw new Fault(
    'ExpiredIteratorException',
    `The shard iterator has expired and can no longer be used to retrieve stream records. ${lifetime}`,
  );
}

function fields(sealed: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(sealed, 'base64').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
