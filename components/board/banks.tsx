'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { functionName, roleName, streamName } from '@/lib/wiring/arn';
import type { Half } from '@/lib/wiring/inventory';
import { BankCell } from './bank-cell';
import type { Cell, LaidBoard } from './lay-board';
import { OpenEnds } from './open-ends';
import { ReaderFacts } from './reader-facts';
import { River } from './river';
import { SharingChip } from './sharing-chip';
import { SourceFacts } from './source-facts';
import { useWidth } from './use-width';

const rowHeight = 56;
const headingHeight = 32;

type Props = {
  board: LaidBoard;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Names an end's account and Region where more than one is shown; null where it goes without saying. */
  placeOf: (half: Half, arn: string) => string | null;
};

/** The two banks and the river between them; only the rows near the window are in the page. */
export function Banks({ board, selected, onSelect, placeOf }: Props) {
  const t = useTranslations();
  const list = useRef<HTMLDivElement>(null);
  const river = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const width = useWidth(river);
  useLayoutEffect(() => setMargin(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY)), []);
  const tops = topsOf(board);
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
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  const isNear = (from: number, to: number) => from <= last && to >= first;
  const middle = (row: number) => (tops[row] ?? 0) + rowHeight / 2;
  const wires = board.wires.filter(({ row, fromRow, toRow }) =>
    isNear(Math.min(row, fromRow, toRow), Math.max(row, fromRow, toRow)),
  );
  const left = board.left.filter(({ from, to }) => isNear(from, to));
  const right = board.right.filter(({ from, to }) => isNear(from, to));
  const box = ({ from, to }: Cell<unknown>) => ({
    top: tops[from] ?? 0,
    height: (tops[to] ?? 0) + rowHeight - (tops[from] ?? 0),
    rowHeight,
  });
  const chosen = board.wires.find(({ wire }) => wire.id === selected)?.wire;
  return (
    <div
      ref={list}
      className="relative grid grid-cols-[minmax(0,1fr)_minmax(17rem,28%)_minmax(0,1fr)] bg-bank"
      style={{ height: rows.getTotalSize() }}
    >
      <div className="relative">
        {left.map((cell) => (
          <BankCell
            key={cell.key}
            side="left"
            icon="stream"
            name={streamName(cell.end.arn)}
            facts={
              <SourceFacts
                source={cell.end.source}
                arn={cell.end.arn}
                place={placeOf('producer', cell.end.arn)}
                gone={cell.end.gone}
              />
            }
            chip={cell.end.source ? <SharingChip source={cell.end.source} /> : null}
            selected={chosen?.sourceArn === cell.end.arn}
            {...box(cell)}
          />
        ))}
      </div>
      <div ref={river} className="relative z-10 border-x border-line bg-water">
        <River
          wires={wires}
          middle={middle}
          width={width}
          height={rows.getTotalSize()}
          selected={selected}
          onSelect={onSelect}
        />
        <OpenEnds
          left={left.filter((cell) => !cell.wired)}
          right={right.filter((cell) => !cell.wired)}
          middle={middle}
        />
      </div>
      <div className="relative">
        {right.map((cell) => (
          <BankCell
            key={cell.key}
            side="right"
            icon={cell.end.isFunction ? 'function' : 'role'}
            name={cell.end.isFunction ? functionName(cell.end.arn) : roleName(cell.end.arn)}
            facts={<ReaderFacts end={cell.end} place={placeOf('consumer', cell.end.arn)} />}
            selected={chosen?.readerArn === cell.end.arn}
            {...box(cell)}
          />
        ))}
      </div>
      {shown.map(({ index }) => {
        const row = board.rows[index];
        if (!row?.heading) return null;
        return (
          <h2
            key={index}
            style={{ top: tops[index], height: headingHeight }}
            className="absolute inset-x-0 z-10 flex items-center gap-2 border-b border-line bg-water px-4 text-sm font-medium text-ink-2"
          >
            {row.heading === 'unwired' ? t('board.unwired') : t(`status.word.${row.heading}`)}
            <span className="text-ink-3">{row.count}</span>
          </h2>
        );
      })}
    </div>
  );
}

function topsOf({ rows }: LaidBoard): number[] {
  let top = 0;
  return rows.map((row) => {
    const own = top;
    top += row.heading ? headingHeight : rowHeight;
    return own;
  });
}

/** Scrolls just as far as it takes to see a row between the header and the panel at the bottom. */
function bringIntoView(top: number): void {
  const free = { from: 64, to: window.innerHeight * 0.5 - rowHeight };
  if (top < free.from) window.scrollBy({ top: top - free.from });
  else if (top > free.to) window.scrollBy({ top: top - free.to });
}
