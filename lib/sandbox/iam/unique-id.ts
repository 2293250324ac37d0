import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An identifier as IAM makes them: a four-letter prefix that tells the kind (`AROA` a role) and random characters. */
export function uniqueId(prefix: 'AROA' | 'AIDA' | 'ANPA' | 'AKIA' | 'ASIA', length = 17): string {
  return prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}

/** A secret access key or a session token of so many characters. */
export function secretOf(length: number): string {
  return randomBytes(length).toString('base64').replaceAll('=', '').slice(0, length);
}
