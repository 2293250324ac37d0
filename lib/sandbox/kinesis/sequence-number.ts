/**
 * Sequence numbers as Kinesis writes them: 47 hexadecimal digits, shown as 56 decimal ones. They hold when the shard
 * was made, a counter, when the record arrived and the shard's number, so they only grow within a shard.
 */
export function sequenceNumber(shard: { index: number; createdAt: number }, counter: bigint, at: number): string {
  const digits = [
    '2',
    hex(Math.floor(shard.createdAt / 1000), 9),
    hex(shard.index % 16, 1),
    hex(counter, 16),
    '00',
    hex(Math.floor(at / 1000), 9),
    hex(shard.index, 8),
    '2',
  ];
  return BigInt(`0x${digits.join('')}`).toString();
}

/** What a shard's range ends with once it is closed. */
export function endingSequenceNumber(shard: { index: number; createdAt: number }): string {
  return sequenceNumber(shard, 0x7fffffffffffffffn, shard.createdAt);
}

function hex(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, '0').slice(-digits);
}
