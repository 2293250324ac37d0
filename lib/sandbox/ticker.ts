import type { Clock } from './clock';
import { flow } from './landscape/traffic';
import type { Service } from './service';
import type { World } from './world';

const everyMilliseconds = 200;
const atLeastMilliseconds = 25;

/**
 * Calls every service's `tick`, and lets the landscape's traffic flow, for as long as the accounts run. One that fails
 * is told and called again next time.
 */
export function startTicker(world: () => World, clock: Clock, services: readonly Service[]): { stop(): void } {
  const busy = new Set<string>();
  const parts = [...services, { name: 'landscape', tick: flow }];
  const tick = () => {
    for (const { name, tick } of parts) {
      if (!tick || busy.has(name)) continue;
      busy.add(name);
      Promise.resolve()
        .then(() => tick(world(), clock))
        .catch((error: unknown) => console.error(`practice accounts, ${name}:`, error))
        .finally(() => busy.delete(name));
    }
  };
  const period = Math.min(everyMilliseconds, Math.max(atLeastMilliseconds, everyMilliseconds * clock.scale));
  const timer = setInterval(tick, period);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
