import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A wire's lasting name: twelve hexadecimal digits made from its kind and what it joins. */
export function wireId(kind: string, read: string, readerArn: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${kind}\n${read}\n${readerArn}`))).slice(0, 12);
}

/**
 * What a wire reads, as it is called for good: the stream, or a consumer of it by name. A consumer's own ARN changes
 * when it is registered again, and the wire stays the same.
 */
export function readArn(streamArn: string, consumerName: string | null): string {
  return consumerName === null ? streamArn : `${streamArn}/consumer/${consumerName}`;
}
