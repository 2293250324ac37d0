import type { Inventory, Wire, WireStatus } from '@/lib/wiring/inventory';
import type { BoardItems } from './lay-board';

export type Filter = { text: string; status: WireStatus | null };

/** The part of an inventory that a filter leaves. `names` gives a connection's name by account id. */
export function filterBoard(inventory: Inventory, filter: Filter, names: ReadonlyMap<string, string>): BoardItems {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && filter.status === null) return inventory;
  const matches = (...texts: (string | null | undefined)[]) => {
    if (words.length === 0) return true;
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const ofWire = (wire: Wire) =>
    (filter.status === null || wire.status === filter.status) &&
    matches(
      wire.sourceArn,
      wire.readerArn,
      wire.roleArn,
      wire.status,
      wire.mapping?.state,
      wire.mapping?.lastProcessingResult,
      names.get(wire.producer.accountId),
      names.get(wire.consumer.accountId),
    );
  const wires = inventory.wires.filter(ofWire);
  const kept = endsOf(wires);
  const wired = endsOf(inventory.wires);
  const stays = (arn: string, ...texts: (string | null | undefined)[]) =>
    kept.has(arn) || (filter.status === null && !wired.has(arn) && matches(arn, ...texts));
  return {
    wires,
    sources: inventory.sources.filter((one) => stays(one.arn, one.status, one.mode, names.get(one.accountId))),
    functions: inventory.functions.filter((one) => stays(one.arn, one.roleArn, one.runtime, names.get(one.accountId))),
  };
}

function endsOf(wires: readonly Wire[]): Set<string | null> {
  return new Set(wires.flatMap((wire) => [wire.sourceArn, wire.functionArn]));
}
