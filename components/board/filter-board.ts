import { type DrawnRooms, drawingOf } from '@/components/resource/rooms';
import { saysOf, throughOf } from '@/components/resource/wire-ends';
import type { WireStatus } from '@/lib/wiring/discover/status';
import type { Inventory, ListedThing } from '@/lib/wiring/inventory';
import { readerOf } from '@/lib/wiring/projection';
import type { Wire } from '@/lib/wiring/wire';
import type { BoardItems } from './lay-board';
import { readersOf } from './listed';

export type Filter = { text: string; status: WireStatus | null };

/** The part of an inventory that a filter leaves. `names` gives a connection's name by account id. */
export function filterBoard(
  rooms: DrawnRooms,
  inventory: Inventory,
  filter: Filter,
  names: ReadonlyMap<string, string>,
): BoardItems {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { sources } = inventory;
  const readers = readersOf(rooms, inventory);
  if (words.length === 0 && filter.status === null) return { sources, readers, wires: inventory.wires };
  const matches = (...texts: (string | null | undefined)[]) => {
    if (words.length === 0) return true;
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const ofWire = (wire: Wire) => {
    if (filter.status !== null && wire.status !== filter.status) return false;
    const says = saysOf(rooms, wire);
    return matches(
      wire.sourceArn,
      wire.readerArn,
      ...Object.values(wire.parts),
      throughOf(rooms, wire)?.name,
      wire.status,
      says?.state,
      says?.result,
      names.get(wire.producer.accountId),
      names.get(wire.consumer.accountId),
    );
  };
  const wires = inventory.wires.filter(ofWire);
  const kept = endsOf(wires);
  const wired = endsOf(inventory.wires);
  const stays = (thing: ListedThing) =>
    kept.has(thing.arn) ||
    (filter.status === null &&
      !wired.has(thing.arn) &&
      matches(thing.arn, ...(drawingOf(rooms, thing.is).found?.(thing) ?? []), names.get(thing.accountId)));
  return { wires, sources: sources.filter(stays), readers: readers.filter(stays) };
}

function endsOf(wires: readonly Wire[]): Set<string | null> {
  return new Set(wires.flatMap((wire) => [wire.sourceArn, readerOf(wire)]));
}
