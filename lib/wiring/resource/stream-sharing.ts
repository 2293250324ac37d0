import { parsePolicy } from '@/lib/policy/document';
import { principalsOf } from '@/lib/policy/inspect';
import type { Read, Refusal } from '../read';
import type { Stream } from './kinesis';
import { encryptionOf } from './stream-encryption';

/** What a stream's policy and encryption say about other accounts reading it. */
export type Sharing =
  | { state: 'shared'; principals: string[] }
  | { state: 'private' }
  /** Encrypted with a key that AWS manages: no policy can share it. */
  | { state: 'unshareable' }
  | { state: 'unparsed' }
  | { state: 'pending' }
  | { state: 'refused'; refusal: Refusal }
  | { state: 'failed'; message: string };

export function sharingOf(source: Stream): Sharing {
  if (encryptionOf(source).state === 'aws-managed') return { state: 'unshareable' };
  return sharingThrough(source.policy, source.accountId);
}

/** What the policy of something of this account says about others. */
export function sharingThrough(policy: Read<string>, accountId: string): Sharing {
  switch (policy.state) {
    case 'pending':
      return { state: 'pending' };
    case 'absent':
      return { state: 'private' };
    case 'refused':
      return { state: 'refused', refusal: policy.refusal };
    case 'failed':
      return { state: 'failed', message: policy.message };
    case 'known':
      return sharedBy(policy.value, accountId);
  }
}

function sharedBy(text: string, accountId: string): Sharing {
  const policy = parsePolicy(text);
  if (!policy.ok) return { state: 'unparsed' };
  const others = principalsOf(policy.document).filter(
    (principal) => principal.effect === 'Allow' && principal.accountId !== accountId,
  );
  const principals = [...new Set(others.map((principal) => principal.value))];
  return principals.length > 0 ? { state: 'shared', principals } : { state: 'private' };
}
