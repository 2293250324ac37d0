import type { Change } from '@/lib/wiring/plan/plan';

export type AccountCount = { connectionId: string; accountId: string; side: Change['side']; count: number };

/** How many changes each account gets, in the order in which the accounts first come up. */
export function countByAccount(changes: Change[]): AccountCount[] {
  const counts = new Map<string, AccountCount>();
  for (const { place, side } of changes) {
    const key = `${place.connectionId} ${place.accountId}`;
    const found = counts.get(key);
    if (found) found.count += 1;
    else counts.set(key, { connectionId: place.connectionId, accountId: place.accountId, side, count: 1 });
  }
  return [...counts.values()];
}
