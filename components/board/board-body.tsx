'use client';

import { useMemo } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { accountOf, regionOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { Inventory } from '@/lib/wiring/inventory';
import type { Half } from '@/lib/wiring/part';
import type { Wire } from '@/lib/wiring/wire';
import { BankTops } from './bank-tops';
import { Banks } from './banks';
import { halvesOf } from './halves';
import type { LaidBoard } from './lay-board';
import { readersOf } from './listed';
import { Unwired } from './unwired';
import { useMedia } from './use-media';
import { WireList } from './wire-list';
import { WireTable } from './wire-table';

type Props = {
  board: LaidBoard;
  /** Of the board, in its order. */
  wires: Wire[];
  inventory: Inventory;
  connections: Connection[];
  names: ReadonlyMap<string, string>;
  region: string | null;
  view: 'board' | 'table';
  selected: string | null;
  onSelect: (id: string) => void;
};

/** The headers of both banks, and under them the banks themselves, a table, or on narrow screens a list. */
export function BoardBody({ board, wires, inventory, connections, names, region, view, selected, onSelect }: Props) {
  const isWide = useMedia('(min-width: 64rem)');
  const rooms = useRooms();
  const producers = halvesOf(rooms, 'producer', connections, inventory.reads, region);
  const consumers = halvesOf(rooms, 'consumer', connections, inventory.reads, region);
  const regions = useMemo(
    () => new Set([...inventory.sources, ...readersOf(rooms, inventory)].map((one) => one.region)),
    [inventory, rooms],
  );
  const placeOf = (half: Half, arn: string) => {
    const account = accountOf(arn);
    const several = (half === 'producer' ? producers : consumers).shown.length > 1;
    const parts = [
      several && account ? (names.get(account) ?? account) : null,
      regions.size > 1 ? regionOf(arn) : null,
    ];
    return parts.filter(Boolean).join(' · ') || null;
  };
  return (
    <>
      <BankTops producers={producers} consumers={consumers} />
      {!isWide ? (
        <>
          <WireList wires={wires} selected={selected} onSelect={onSelect} />
          <Unwired left={board.left} right={board.right} placeOf={placeOf} />
        </>
      ) : null}
      {isWide && view === 'table' ? <WireTable wires={wires} names={names} selected={selected} /> : null}
      {isWide && view === 'board' ? (
        <Banks board={board} selected={selected} onSelect={onSelect} placeOf={placeOf} />
      ) : null}
    </>
  );
}
