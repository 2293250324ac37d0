import type { Clock } from './clock';
import { builderFor } from './landscape/builder';
import { startTraffic } from './landscape/traffic';
import { servicesOf } from './served';
import type { Service } from './service';
import { statesOf, type World } from './world';

/**
 * Fills the practice accounts with what each of their services has to show. Everything is made by requests of the
 * accounts' administrators, so it is nothing that AWS would not have.
 */
export async function makeLandscape(world: World, clock: Clock): Promise<void> {
  const build = builderFor(world, clock);
  for (const { landscape } of servicesOf(world)) await landscape?.make(build);
  startTraffic(world);
}

/**
 * The services with a landscape that have never been here: accounts of an earlier version lack the new ones. Accounts
 * that nobody has made a landscape in lack them all.
 */
export function newServices(world: World): readonly Service[] {
  return servicesOf(world).filter(({ name, landscape }) => landscape && statesOf(world, name).next().done);
}

/** Adds what a service has to show to accounts that are in use. What is there under the same name stays. */
export async function addLandscape(world: World, clock: Clock, { landscape }: Service): Promise<void> {
  await landscape?.make(builderFor(world, clock));
}
