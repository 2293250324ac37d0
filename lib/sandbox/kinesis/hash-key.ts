import { createHash } from 'node:crypto';

/** The last of the 2^128 hash keys over which a stream's shards are spread. */
export const LAST_HASH_KEY = (1n << 128n) - 1n;

/** Where a partition key falls: its MD5 digest read as a number. */
export function hashKeyOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`);
}

/** Equal ranges, first to last, that leave no gap. */
export function evenRanges(count: number): { from: bigint; to: bigint }[] {
  const size = (LAST_HASH_KEY + 1n) / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    from: BigInt(index) * size,
    to: index === count - 1 ? LAST_HASH_KEY : BigInt(index + 1) * size - 1n,
  }));
}
