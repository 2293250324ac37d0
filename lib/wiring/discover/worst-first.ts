import { arnReading } from '../resource/arn-reading';
import type { ResourceTable } from '../resource/resources';
import type { Wire } from '../wire';
import { statusOrder } from './status';

/** Worst first; of the same status by name, so that nothing jumps when the lists are read again. */
export function worstFirst(resources: ResourceTable, wires: readonly Wire[]): Wire[] {
  const { name } = arnReading(resources);
  return wires
    .map((wire) => ({
      wire,
      rank: statusOrder.indexOf(wire.status),
      name: `${name(wire.sourceArn)} ${wire.readerArn} ${wire.id}`,
    }))
    .sort((a, b) => a.rank - b.rank || compare(a.name, b.name))
    .map(({ wire }) => wire);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
