import type { Wire } from '../wire';
import { statusOrder } from './status';

/** Worst first; of the same status by name, so that nothing jumps when the lists are read again. */
export function worstFirst(wires: readonly Wire[]): Wire[] {
  return wires
    .map((wire) => ({
      wire,
      rank: statusOrder.indexOf(wire.status),
      name: `${wire.parts.source?.split(/[:/]/).at(-1)} ${wire.readerArn}`,
    }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .map(({ wire }) => wire);
}
