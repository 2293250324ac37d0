'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { useWords } from '@/components/ui/words';
import type { Half } from '@/lib/wiring/part';
import { ReaderCell, SourceCell } from './bank-ends';
import {
  boardBetween,
  boxOf,
  bringIntoView,
  headingHeight,
  headingsBetween,
  heightOf,
  rowHeight,
  topsOf,
} from './board-rows';
import type { Heading, LaidBoard } from './lay-board';
import { wordsOfLists } from './listed';
import { OpenEnds } from './open-ends';
import { River } from './river';
import { useRowsInWindow } from './use-rows-in-window';
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
  const rooms = useRooms();
  const words = useWords();
  const namesOf = (half: Half) =>
    wordsOfLists(rooms, half)
      .map(({ name }) => words({ key: name }))
      .join(', ');
  const list = useRef<HTMLDivElement>(null);
  const river = useRef<HTMLDivElement>(null);
  const width = useWidth(river);
  const tops = useMemo(() => topsOf(board), [board]);
  const chosen = useMemo(() => board.wires.find(({ wire }) => wire.id === selected), [board, selected]);
  const { first, last } = useRowsInWindow(list, tops);
  const show = useEffectEvent(() => {
    if (chosen) bringIntoView((list.current?.getBoundingClientRect().top ?? 0) + (tops[chosen.row] ?? 0));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another wire is a reason to scroll
  useEffect(() => show(), [selected]);
  const { left, right, wires } = boardBetween(board, first, last);
  const middle = (row: number) => (tops[row] ?? 0) + rowHeight / 2;
  return (
    <div
      ref={list}
      className="relative grid grid-cols-[minmax(0,1fr)_minmax(17rem,28%)_minmax(0,1fr)] bg-bank"
      style={{ height: heightOf(board, tops) }}
    >
      <ul aria-label={namesOf('producer')} className="relative">
        {left.map((cell) => (
          <SourceCell
            key={cell.key}
            cell={cell}
            of={board.left.length}
            place={placeOf('producer', cell.end.arn)}
            selected={chosen?.wire.sourceArn === cell.end.arn}
            {...boxOf(cell, tops)}
          />
        ))}
      </ul>
      <div ref={river} className="relative z-10 border-x border-line bg-water">
        <River
          wires={wires}
          of={board.wires.length}
          middle={middle}
          width={width}
          selected={selected}
          onSelect={onSelect}
        />
        <OpenEnds
          left={left.filter((cell) => !cell.wired)}
          right={right.filter((cell) => !cell.wired)}
          middle={middle}
        />
      </div>
      <ul aria-label={namesOf('consumer')} className="relative">
        {right.map((cell) => (
          <ReaderCell
            key={cell.key}
            cell={cell}
            of={board.right.length}
            place={placeOf('consumer', cell.end.arn)}
            selected={chosen?.wire.readerArn === cell.end.arn}
            {...boxOf(cell, tops)}
          />
        ))}
      </ul>
      {headingsBetween(board, first, last).map(({ row, heading, count }) => (
        <RowHeading key={row} heading={heading} count={count} top={tops[row] ?? 0} />
      ))}
    </div>
  );
}

type RowHeadingProps = { heading: Heading; count: number; top: number };

function RowHeading({ heading, count, top }: RowHeadingProps) {
  const t = useTranslations();
  return (
    <h2
      style={{ top, height: headingHeight }}
      className="absolute inset-x-0 z-10 flex items-center gap-2 border-b border-line bg-water px-4 text-sm font-medium text-ink-2"
    >
      {heading === 'unwired' ? t('board.unwired') : t(`status.word.${heading}`)}
      <span className="text-ink-3">{count}</span>
    </h2>
  );
}
