import type { Landscape } from '../../landscape/landscape';
import { breakWires } from './broken-wires';
import { makeFanOut } from './fan-out';
import { makeFunctions } from './functions';
import { makeKeys, shareKeys } from './keys';
import { makeStreams } from './streams';
import { traffic } from './traffic';
import { makeWires } from './wires';

/** Streams with their keys, the functions that read them, and wires of different ages, some of which have broken since. */
export const landscape: Landscape = {
  async make(build) {
    const keys = await makeKeys(build);
    await makeStreams(build, keys);
    await makeFunctions(build, keys);
    await shareKeys(build, keys);
    await makeWires(build);
    await makeFanOut(build);
    await breakWires(build, keys);
  },
  traffic,
};
