import type { CallerSession } from '../service';
import { stateOf, type World } from '../world';

/** The temporary credentials that STS gave out, by access key. */
export type TemporaryKey = { secret: string; token: string; accountId: string; session: CallerSession };

const keptAfterExpiry = 60 * 60_000;

export function temporaryKeys(world: World): Map<string, TemporaryKey> {
  return stateOf(world, 'sts', '-', '-', () => new Map<string, TemporaryKey>());
}

/** Forgets keys an hour after they expired: until then their use is answered as expired, later as unknown. */
export function forgetOldKeys(world: World, now: number): void {
  const keys = temporaryKeys(world);
  for (const [id, key] of keys) if (key.session.expiresAt + keptAfterExpiry < now) keys.delete(id);
}
