// Next bundles routes apart, so module state would exist several times.
const shared = globalThis as typeof globalThis & { tributaryLastMoment?: number };

/** Now in epoch milliseconds, and later than whatever was answered before: what falls into one millisecond has an order. */
export function laterMoment(): number {
  const moment = Math.max(Date.now(), (shared.tributaryLastMoment ?? 0) + 0.001);
  shared.tributaryLastMoment = moment;
  return moment;
}
