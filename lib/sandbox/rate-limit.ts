import { type Call, Fault, type Limit, type Service } from './service';
import type { World } from './world';

type Bucket = { tokens: number; at: number };

// Buckets are of the moment: they are no part of the accounts' state. `null` while limits are off.
const buckets = new WeakMap<World, Map<string, Bucket> | null>();

/** Switches AWS's rate limits off or on again. They are on to begin with, also where delays are scaled to nothing. */
export function switchLimits(world: World, on: boolean): void {
  buckets.set(world, on ? new Map() : null);
}

const multiples = new WeakMap<World, number>();

/** Makes every limit so many times as large as AWS's, for measuring: what would take an hour takes a minute. */
export function multiplyLimits(world: World, times: number): void {
  multiples.set(world, times);
}

/** Takes one token for a request. Throws the service's throttling fault when its bucket is empty. */
export function takeToken(service: Service, limit: Limit | undefined, call: Call): void {
  const known = buckets.get(call.world) ?? new Map<string, Bucket>();
  if (!limit || buckets.get(call.world) === null) return;
  buckets.set(call.world, known);
  const times = multiples.get(call.world) ?? 1;
  const size = times * (limit.burst ?? Math.max(1, limit.perSecond));
  const name = [call.accountId, call.region, service.name, limit.bucket, limit.key ?? ''].join('/');
  const now = call.clock.now();
  const bucket = known.get(name) ?? { tokens: size, at: now };
  known.set(name, bucket);
  bucket.tokens = Math.min(size, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * limit.perSecond * times);
  bucket.at = now;
  if (bucket.tokens < 1) {
    const fields = limit.fault ? {} : service.throttleFields;
    const message = limit.message ?? 'Rate exceeded';
    throw new Fault(limit.fault ?? service.throttleFault, message, throttleStatus(service), fields);
  }
  bucket.tokens -= 1;
}

/** REST services answer 429 to what is too much, the others 400. */
export function throttleStatus(service: Service): number {
  return service.protocol === 'restJson1' ? 429 : 400;
}
