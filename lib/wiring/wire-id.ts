import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A wire's lasting name: twelve hexadecimal digits made from its kind and what it joins. */
export function wireId(kind: string, sourceArn: string, readerArn: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${kind}\n${sourceArn}\n${readerArn}`))).slice(0, 12);
}
