'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { LaidWire } from './lay-board';
import { WireLabel } from './wire-label';
import { labelPlace, pointAt, wirePath, wireStroke } from './wire-shape';

type Props = {
  wires: LaidWire[];
  /** How many wires there are on the whole board. */
  of: number;
  /** The middle of a row, in pixels from the top of the board. */
  middle: (row: number) => number;
  width: number;
  selected: string | null;
  onSelect: (id: string) => void;
};

/** The wires between the banks, and what AWS says on each. */
export function River({ wires, of, middle, width, selected, onSelect }: Props) {
  const t = useTranslations('board');
  return (
    <>
      <svg
        aria-hidden="true"
        // Drawn beyond its own box: a picture as high as a large board would be kept whole by the browser.
        width={width}
        height={1}
        className="pointer-events-none absolute inset-0 overflow-visible"
        fill="none"
        strokeLinecap="round"
      >
        {wires.map(({ key, wire, fromRow, toRow }) => {
          const stroke = wireStroke[wire.status];
          return (
            <g key={key} className={cn(stroke.className, selected !== null && selected !== wire.id && 'opacity-60')}>
              <path
                d={wirePath(width, middle(fromRow), middle(toRow))}
                strokeWidth={stroke.width}
                strokeDasharray={stroke.dash}
              />
              <circle cx={0} cy={middle(fromRow)} r={3.5} strokeWidth={1.75} className="fill-water" />
              <circle cx={width} cy={middle(toRow)} r={3.5} strokeWidth={1.75} className="fill-water" />
            </g>
          );
        })}
      </svg>
      <ul aria-label={t('table')}>
        {wires.map(({ key, wire, row, fromRow, toRow, position }) => {
          const { x, y } = pointAt(labelPlace(row, fromRow, toRow));
          const top = middle(fromRow) + (middle(toRow) - middle(fromRow)) * y;
          return (
            <li
              key={key}
              aria-posinset={position}
              aria-setsize={of}
              style={{ top, left: `${x * 100}%` }}
              className="absolute flex max-w-[min(82%,20rem)] -translate-x-1/2 -translate-y-1/2"
            >
              <WireLabel wire={wire} selected={selected === wire.id} onSelect={onSelect} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
