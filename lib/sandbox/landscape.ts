import type { Clock } from './clock';
import { breakWires } from './landscape/broken-wires';
import { builderFor } from './landscape/builder';
import { makeFanOut } from './landscape/fan-out';
import { makeFunctions } from './landscape/functions';
import { makeKeys, shareKeys } from './landscape/keys';
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
  const keys = await makeKeys(build);
  await makeStreams(build, keys);
  await makeFunctions(build, keys);
  await shareKeys(build, keys);
  await makeWires(build);
  await makeFanOut(build);
  await breakWires(build, keys);
  startTraffic(world);
}
