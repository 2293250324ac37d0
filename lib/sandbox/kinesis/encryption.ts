import { type Call, Fault } from '../service';
import type { Stream } from './stream';

/**
 * The AWS managed key lets only identities of its own account use it, and its policy can be neither edited nor shared:
 * a stream under it cannot be read or written from another account, whatever its resource policy says.
 */
export function checkKey(stream: Stream, call: Call, purpose: 'encrypt' | 'decrypt'): void {
  if (stream.keyId === undefined || call.caller.accountId === stream.accountId) return;
  const who = call.caller.principal;
  const user = 'arn' in who ? who.arn : call.caller.accountId;
  const which = `${stream.accountId}:${stream.name}:${Math.floor(stream.createdAt / 1000)}`;
  throw new Fault(
    'KMSAccessDeniedException',
    `User ${user} is not authorized to ${purpose} records in stream ${which}`,
  );
}
