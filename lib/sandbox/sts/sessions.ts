import type { CallerSession } from '../service';
import { stateOf, type World } from '../world';

/** The temporary credentials that STS gave out, by access key. */
export type TemporaryKey = { secret: string; token: string; accountId: string; session: CallerSession };

const keptAfterExpiry = 60 * 60_000;

export function temporaryKeys(world: World): Map<string, TemporaryKey> {
  return stateOf(world, 'sts', '-', '-', () => new Map<string, TemporaryKey>());
}

/** Ends every session of an account, or of all, that would end one day: from now on they must be renewed. */
export function expireSessions(world: World, now: number, accountId?: string): void {
  for (const { session, accountId: owner } of temporaryKeys(world).values()) {
    const ends = Number.isFinite(session.expiresAt) && session.expiresAt > now;
    if (ends && (accountId ?? owner) === owner) session.expiresAt = now;
  }
}

/** Forgets keys an hour after they expired: until then their use is answered as expired, later as unknown. */
export function forgetOldKeys(world: World, now: number): void {
  const keys = temporaryKeys(world);
  for (const [id, key] of keys) if (key.session.expiresAt + keptAfterExpiry < now) keys.delete(id);
}
