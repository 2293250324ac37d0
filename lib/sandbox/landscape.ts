import type { Clock } from './clock';
import { builderFor } from './landscape/builder';
import { makeFunctions } from './landscape/functions';
import { makeMishaps } from './landscape/mishaps';
import { makeStreams } from './landscape/streams';
import { startTraffic } from './landscape/traffic';
import { makeWires } from './landscape/wires';
import type { World } from './world';

/**
 * Fills the practice accounts with streams, functions and wires of different ages, some of which have broken since.
 * Everything is made by requests of the accounts' administrators, so it is nothing that AWS would not have.
 */
export async function makeLandscape(world: World, clock: Clock): Promise<void> {
  const build = builderFor(world, clock);
  await makeStreams(build);
  await makeFunctions(build);
  await makeWires(build);
  await makeMishaps(build);
  startTraffic(world);
}
