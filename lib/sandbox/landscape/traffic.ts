import { randomInt } from 'node:crypto';
import { administratorOf } from '../accounts';
import type { Clock } from '../clock';
import { ConnectionReset } from '../connection-reset';
import { perform } from '../perform';
import { servicesOf } from '../served';
import { Fault } from '../service';
import { stateOf, statesOf, type World } from '../world';
import { PRODUCER, VIRGINIA } from './builder';
import type { Traffic } from './landscape';

/** When the next request to each place comes, epoch milliseconds. */
type Schedule = { next: Map<string, number> };

/** A record every half minute or so: enough to see life, little enough to keep for days. */
const SECONDS_BETWEEN = { least: 20, most: 40 };

/** Lets traffic flow from now on. Worlds without this have none of their own. */
export function startTraffic(world: World): void {
  stateOf<Schedule>(world, 'landscape', PRODUCER, VIRGINIA, () => ({ next: new Map() }));
}

/** Makes the requests that are due, as applications of the accounts. */
export async function flow(world: World, clock: Clock): Promise<void> {
  for (const { state } of [...statesOf<Schedule>(world, 'landscape')]) {
    for (const { name, landscape } of servicesOf(world)) {
      for (const traffic of landscape?.traffic ?? []) {
        if (clock.now() < (state.next.get(traffic.to) ?? 0)) continue;
        state.next.set(traffic.to, clock.now() + randomInt(SECONDS_BETWEEN.least, SECONDS_BETWEEN.most) * 1000);
        await send(world, clock, name, traffic);
      }
    }
  }
}

async function send(world: World, clock: Clock, service: string, { place, request }: Traffic): Promise<void> {
  const caller = administratorOf(world, place.account);
  const asked = request(new Date(clock.now()).toISOString());
  try {
    await perform(world, clock, { service, ...asked, caller, region: place.region, within: true });
  } catch (fault) {
    // Somebody may have deleted the stream, or a fault may be switched on: this application does not mind.
    if (!(fault instanceof Fault || fault instanceof ConnectionReset)) throw fault;
  }
}
