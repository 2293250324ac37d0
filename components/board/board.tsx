'use client';

import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import { useConnections } from '@/components/connection/use-connections';
import { useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Failure } from '@/components/ui/failure';
import { ProgressLine } from '@/components/ui/progress-line';
import { BoardBody } from './board-body';
import { BoardLoading, NoConnection, NothingHere } from './board-faces';
import { BoardHeading } from './board-heading';
import { filterBoard } from './filter-board';
import { emptyInventory } from './gather-pieces';
import { layBoard } from './lay-board';
import { Peek } from './peek';
import { boardParams } from './search-params';
import { useBoardKeys } from './use-board-keys';
import { useInventory } from './use-inventory';

/** Streams on the left bank, functions on the right, wires between: the first screen. */
export function Board() {
  const t = useTranslations('board');
  const [{ region, q, status, order, view, wire: selected }, set] = useQueryStates(boardParams, { history: 'replace' });
  const rooms = useRooms();
  const connections = useConnections();
  const reading = useInventory(region);
  const latest = reading.data ?? emptyInventory;
  const inventory = useDeferredValue(latest);
  const busy = reading.isFetching || inventory !== latest;
  // A large board is filtered behind the typing, not between two letters of it.
  const filter = useDeferredValue(useMemo(() => ({ text: q, status }), [q, status]));
  const names = useMemo(() => new Map(connections.data?.map((one) => [one.accountId, one.name])), [connections.data]);
  const items = useMemo(() => filterBoard(rooms, inventory, filter, names), [rooms, inventory, filter, names]);
  const board = useMemo(() => layBoard(items, order, rooms.resources), [items, order, rooms]);
  const wires = useMemo(() => board.wires.map(({ wire }) => wire), [board]);
  const select = useCallback((id: string) => void set(({ wire }) => ({ wire: wire === id ? null : id })), [set]);
  useBoardKeys({ wires, selected, onSelect: (id) => void set({ wire: id }), refresh: reading.readAnew });
  useProblemsInTitle(inventory.wires.filter((wire) => wire.status === 'broken' || wire.status === 'failing').length);
  const chosen = inventory.wires.find((wire) => wire.id === selected);
  const unread = inventory.reads.some(({ read }) => read.state === 'refused' || read.state === 'failed');
  const failed = connections.error ?? (reading.fetchStatus === 'idle' ? reading.error : null);

  return (
    <div className="mx-auto grid w-full max-w-[110rem] gap-4 px-5 py-4 max-sm:px-3">
      <BoardHeading
        wires={reading.data ? inventory.wires : null}
        unread={unread}
        pending={latest.pending}
        status={status}
        onStatus={(next) => void set({ status: next })}
        order={order}
        onOrder={(next) => void set({ order: next })}
        view={view}
        onView={(next) => void set({ view: next })}
      />
      {failed ? (
        <Failure
          title={t('failed')}
          error={failed}
          retrying={reading.isFetching}
          onRetry={() => void Promise.all([connections.refetch(), reading.refetch()])}
        />
      ) : null}
      {connections.data?.length === 0 ? <NoConnection /> : null}
      {!reading.data && !failed && connections.data?.length !== 0 ? (
        <BoardLoading connections={connections.data ?? []} />
      ) : null}
      {reading.data && connections.data && connections.data.length > 0 ? (
        <Card aria-label={t('label')} aria-busy={busy} className="relative overflow-clip">
          <ProgressLine active={busy || latest.pending > 0} />
          <BoardBody
            board={board}
            wires={wires}
            inventory={inventory}
            connections={connections.data}
            names={names}
            region={region}
            view={view}
            selected={selected}
            onSelect={select}
          />
          {board.rows.length === 0 ? (
            <NothingHere
              reading={busy}
              filtered={filter.text !== '' || filter.status !== null}
              unread={unread}
              region={region}
            >
              <Button onClick={() => void set({ q: null, status: null, region: null })}>{t('clearFilter')}</Button>
            </NothingHere>
          ) : null}
        </Card>
      ) : null}
      {chosen ? (
        <Peek wire={chosen} inventory={inventory} names={names} onClose={() => void set({ wire: null })} />
      ) : null}
    </div>
  );
}

/** The tab says how many wires are in trouble, so that a tab in the background can be believed. */
function useProblemsInTitle(count: number): void {
  useEffect(() => {
    const plain = document.title.replace(/^\(\d+\) /, '');
    document.title = count > 0 ? `(${count}) ${plain}` : plain;
    return () => {
      document.title = plain;
    };
  }, [count]);
}
