import type { Read } from '../read';
import type { Stream } from './kinesis';
import type { Key } from './kms';

/** What a stream is encrypted with, as far as reading it from another account goes. `named` is as the stream names it. */
export type Encryption =
  | { state: 'none' }
  /** No policy can share it: the key belongs to AWS. */
  | { state: 'aws-managed'; named: string }
  | { state: 'customer'; named: string; key: Key }
  | { state: 'gone'; named: string }
  | { state: 'unread'; read: Exclude<Read<unknown>, { state: 'known' }> };

/** The AWS managed key by its alias or alias ARN, which is how a stream names it (wirings, KMS for K1). */
const awsManaged = /(^|:)alias\/aws\/kinesis$/;

export function encryptionOf({ summary, key }: Pick<Stream, 'summary' | 'key'>): Encryption {
  if (summary.state !== 'known') return { state: 'unread', read: summary };
  const { encryption } = summary.value;
  if (encryption.type === 'NONE') return { state: 'none' };
  const named = encryption.keyId;
  if (awsManaged.test(named)) return { state: 'aws-managed', named };
  if (key.state === 'absent') return { state: 'gone', named };
  if (key.state !== 'known') return { state: 'unread', read: key };
  return key.value.manager === 'AWS' ? { state: 'aws-managed', named } : { state: 'customer', named, key: key.value };
}
