import type { Read } from '@/lib/wiring/read';
import { isAbsence, isRefusal, messageOf, refusalOf } from './refusal';
import type { Session } from './session';

/**
 * What came of one read: AWS's refusals, its modelled "not found" and every other failure become values, so that a
 * failure is never emptiness. `action` is the IAM action, for instance `kinesis:ListStreams`.
 */
export async function reading<T>(
  session: Session,
  action: string,
  resource: string | undefined,
  call: () => Promise<T>,
): Promise<Read<T>> {
  try {
    const value = await call();
    return { state: 'known', value, at: now() };
  } catch (error) {
    return unread(session, action, resource, error);
  }
}

/** The same for an error already in hand. */
export function unread(
  session: Session,
  action: string,
  resource: string | undefined,
  error: unknown,
): Exclude<Read<never>, { state: 'known' } | { state: 'pending' }> {
  if (isAbsence(error)) return { state: 'absent', at: now() };
  if (isRefusal(error))
    return { state: 'refused', refusal: refusalOf(error, session.principalArn, action, resource), at: now() };
  return { state: 'failed', message: messageOf(error), at: now() };
}

function now(): string {
  return new Date().toISOString();
}
