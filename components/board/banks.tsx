'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Half } from '@/lib/wiring/inventory';
import { ReaderCell, SourceCell } from './bank-ends';
import { boardBetween, boxOf, bringIntoView, headingHeight, rowHeight, topsOf } from './board-rows';
import type { LaidBoard } from './lay-board';
import { OpenEnds } from './open-ends';
import { River } from './river';
import { useWidth } from './use-width';

type Props = {
  board: LaidBoard;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Names an end's account and Region where more than one is shown; null where it goes without saying. */
  placeOf: (half: Half, arn: string) => string | null;
};

/** The two banks and the river between them; only the rows near the window are in the page. */
export function Banks({ board, selected, onSelect, placeOf }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const river = useRef<HTMLDivElement>(null);
  const width = useWidth(river);
  const [margin, setMargin] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above moves as the board is read
  useLayoutEffect(
    () => setMargin(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY)),
    [board],
  );
  const tops = useMemo(() => topsOf(board), [board]);
  const rows = useWindowVirtualizer({
    count: board.rows.length,
    estimateSize: (row) => (board.rows[row]?.heading ? headingHeight : rowHeight),
    overscan: 10,
    scrollMargin: margin,
    initialRect: { width: 1280, height: 900 },
  });
  const show = useEffectEvent((id: string | null) => {
    const laid = board.wires.find(({ wire }) => wire.id === id);
    if (laid) bringIntoView((list.current?.getBoundingClientRect().top ?? 0) + (tops[laid.row] ?? 0));
  });
  useEffect(() => show(selected), [selected]);
  const shown = rows.getVirtualItems();
  const { left, right, wires } = boardBetween(board, shown[0]?.index ?? 0, shown.at(-1)?.index ?? -1);
  const middle = (row: number) => (tops[row] ?? 0) + rowHeight / 2;
  const chosen = board.wires.find(({ wire }) => wire.id === selected)?.wire;
  const height = rows.getTotalSize();
  return (
    <div
      ref={list}
      className="relative grid grid-cols-[minmax(0,1fr)_minmax(17rem,28%)_minmax(0,1fr)] bg-bank"
      style={{ height }}
    >
      <div className="relative">
        {left.map((cell) => (
          <SourceCell
            key={cell.key}
            cell={cell}
            place={placeOf('producer', cell.end.arn)}
            selected={chosen?.sourceArn === cell.end.arn}
            {...boxOf(cell, tops)}
          />
        ))}
      </div>
      <div ref={river} className="relative z-10 border-x border-line bg-water">
        <River wires={wires} middle={middle} width={width} height={height} selected={selected} onSelect={onSelect} />
        <OpenEnds
          left={left.filter((cell) => !cell.wired)}
          right={right.filter((cell) => !cell.wired)}
          middle={middle}
        />
      </div>
      <div className="relative">
        {right.map((cell) => (
          <ReaderCell
            key={cell.key}
            cell={cell}
            place={placeOf('consumer', cell.end.arn)}
            selected={chosen?.readerArn === cell.end.arn}
            {...boxOf(cell, tops)}
          />
        ))}
      </div>
      {shown.map(({ index }) => (
        <RowHeading key={index} row={board.rows[index]} top={tops[index] ?? 0} />
      ))}
    </div>
  );
}

function RowHeading({ row, top }: { row: LaidBoard['rows'][number] | undefined; top: number }) {
  const t = useTranslations();
  if (!row?.heading) return null;
  return (
    <h2
      style={{ top, height: headingHeight }}
      className="absolute inset-x-0 z-10 flex items-center gap-2 border-b border-line bg-water px-4 text-sm font-medium text-ink-2"
    >
      {row.heading === 'unwired' ? t('board.unwired') : t(`status.word.${row.heading}`)}
      <span className="text-ink-3">{row.count}</span>
    </h2>
  );
}
