'use client';

import { useTranslations } from 'next-intl';
import { accountOf, regionOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { Half, Inventory } from '@/lib/wiring/inventory';
import { BankHeader } from './bank-header';
import { Banks } from './banks';
import { halvesOf } from './halves';
import type { LaidBoard } from './lay-board';
import { Unwired } from './unwired';
import { useMedia } from './use-media';
import { WireList } from './wire-list';
import { WireTable } from './wire-table';

type Props = {
  board: LaidBoard;
  inventory: Inventory;
  connections: Connection[];
  names: ReadonlyMap<string, string>;
  region: string | null;
  view: 'board' | 'table';
  selected: string | null;
  onSelect: (id: string) => void;
};

/** The headers of both banks, and under them the banks themselves, a table, or on narrow screens a list. */
export function BoardBody({ board, inventory, connections, names, region, view, selected, onSelect }: Props) {
  const t = useTranslations('board');
  const isWide = useMedia('(min-width: 64rem)');
  const producers = halvesOf('producer', connections, inventory.reads, region);
  const consumers = halvesOf('consumer', connections, inventory.reads, region);
  const regions = new Set([...inventory.sources, ...inventory.functions].map((one) => one.region));
  const placeOf = (half: Half, arn: string) => {
    const account = accountOf(arn);
    const several = (half === 'producer' ? producers : consumers).shown.length > 1;
    const parts = [
      several && account ? (names.get(account) ?? account) : null,
      regions.size > 1 ? regionOf(arn) : null,
    ];
    return parts.filter(Boolean).join(' · ') || null;
  };
  const wires = board.wires.map(({ wire }) => wire);
  return (
    <>
      <div className="grid border-b border-line bg-bank max-lg:divide-y max-lg:divide-line lg:grid-cols-[minmax(0,1fr)_minmax(17rem,28%)_minmax(0,1fr)]">
        <BankHeader half="producer" halves={producers} />
        <p className="grid place-items-center border-x border-line bg-water text-sm text-ink-3 max-lg:hidden">
          {t('direction')}
        </p>
        <BankHeader half="consumer" halves={consumers} />
      </div>
      {!isWide ? (
        <>
          <WireList wires={wires} selected={selected} onSelect={onSelect} />
          <Unwired left={board.left} right={board.right} placeOf={placeOf} />
        </>
      ) : null}
      {isWide && view === 'table' ? <WireTable wires={wires} names={names} /> : null}
      {isWide && view === 'board' ? (
        <Banks board={board} selected={selected} onSelect={onSelect} placeOf={placeOf} />
      ) : null}
    </>
  );
}
