import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Fault } from '../service';
import type { EncryptionContext } from './grantees';
import type { Key } from './key';

const algorithm = 'aes-256-gcm';
const version = 1;
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts under a key. The blob names its key; the encryption context is authenticated but not in it. */
export function seal(key: Key, plaintext: Uint8Array, context: EncryptionContext): Uint8Array {
  const arn = Buffer.from(key.arn);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key.material, iv).setAAD(authenticated(key, context));
  const hidden = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([version, arn.length]), arn, iv, cipher.getAuthTag(), hidden]));
}

/** The ARN of the key that a blob was made under. Throws InvalidCiphertextException. */
export function keyOfBlob(blob: Uint8Array): string {
  const bytes = Buffer.from(blob);
  const end = 2 + (bytes[1] ?? 0);
  if (bytes[0] !== version || bytes.length < end + ivBytes + tagBytes) throw invalidCiphertext();
  return bytes.toString('utf8', 2, end);
}

/** What a blob hides. Throws InvalidCiphertextException where it was changed or the encryption context is another. */
export function open(key: Key, blob: Uint8Array, context: EncryptionContext): Uint8Array {
  const bytes = Buffer.from(blob).subarray(2 + keyOfBlob(blob).length);
  const iv = bytes.subarray(0, ivBytes);
  const tag = bytes.subarray(ivBytes, ivBytes + tagBytes);
  const decipher = createDecipheriv(algorithm, key.material, iv).setAAD(authenticated(key, context)).setAuthTag(tag);
  try {
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]));
  } catch {
    throw invalidCiphertext();
  }
}

function authenticated(key: Key, context: EncryptionContext): Buffer {
  const inOrder = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify([key.arn, inOrder]));
}

/** KMS gives this fault no message. */
function invalidCiphertext(): Fault {
  return new Fault('InvalidCiphertextException', '');
}
