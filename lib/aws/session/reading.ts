import type { Read } from '@/lib/wiring/read';
import { isAbsence, isBusy, isRefusal, messageOf, refusalOf, UnreadableAnswer } from './refusal';

/** Who reads: a session of a connection's role, or the hub itself. */
type Reader = { principalArn: string; connection?: { roleArn: string } };

type Unread = Extract<Read<never>, { state: 'absent' | 'refused' | 'failed' }>;

/** Rounds of the SDK's own attempts: nobody is to press Retry because AWS was busy for a moment. */
const rounds = 3;
/** No further round begins after so long: a page says then that AWS is busy instead of hanging. */
const patienceMilliseconds = 6_000;

/**
 * What came of one read: AWS's refusals, its modelled "not found" and every other failure become values, so that a
 * failure is never emptiness. AWS being busy is waited out first. `action` is the IAM action, for instance
 * `kinesis:ListStreams`; `call` may be made several times.
 */
export async function reading<T>(
  reader: Reader,
  action: string,
  resource: string | undefined,
  call: () => Promise<T>,
): Promise<Read<T>> {
  const until = Date.now() + patienceMilliseconds;
  for (let round = 1; ; round += 1) {
    try {
      return known(await call());
    } catch (error) {
      const enough = round === rounds || Date.now() >= until;
      if (enough || !isBusy(error)) return unread(reader, action, resource, error);
    }
  }
}

export function known<T>(value: T): Read<T> {
  return { state: 'known', value, at: now() };
}

export function absent(): Unread {
  return { state: 'absent', at: now() };
}

/** What an answer of AWS always has. An answer without it came from something else, and is no empty list. */
export function requiredValue<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new UnreadableAnswer(`The endpoint answered without ${name}.`);
  return value;
}

function unread(reader: Reader, action: string, resource: string | undefined, error: unknown): Unread {
  if (isAbsence(error)) return absent();
  if (!isRefusal(error)) return { state: 'failed', message: messageOf(error), at: now() };
  const refusal = refusalOf(error, reader.principalArn, action, resource);
  // AWS names the session; a person allows its role. The message keeps AWS's words.
  const ownRole = refusal.principal === reader.principalArn ? reader.connection?.roleArn : undefined;
  return { state: 'refused', refusal: { ...refusal, principal: ownRole ?? refusal.principal }, at: now() };
}

function now(): string {
  return new Date().toISOString();
}
