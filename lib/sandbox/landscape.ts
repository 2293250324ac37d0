import type { Clock } from './clock';
import { builderFor } from './landscape/builder';
import { startTraffic } from './landscape/traffic';
import { servicesOf } from './served';
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

/** Whether every service that has a landscape has been here before: accounts of an earlier version lack the new ones. */
export function hasLandscape(world: World): boolean {
  return servicesOf(world).every(({ name, landscape }) => !landscape || !statesOf(world, name).next().done);
}
