'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import type { LogLine } from '@/lib/wiring/log-line';
import { LogRow } from './log-row';

type Props = {
  lines: readonly LogLine[];
  label: string;
  wrap: boolean;
  /** Stay at the newest line while the reader is at the bottom. */
  sticky: boolean;
  /** Lines let go before the first one: a jump in this number moves the view with it. */
  dropped?: number;
  /** The line that the link points at. */
  marked: string | null;
  /** Stands before the first line, for instance where older ones were let go. */
  seam?: ReactNode;
};

const ROW = 24;
const NEAR_END = 40;

/** Lines in a scrolling view that draws only what is seen. Scrolling up holds the view; the newest are counted meanwhile. */
export function LogList({ lines: live, label, wrap, sticky, dropped = 0, marked, seam }: Props) {
  const t = useTranslations('log');
  const view = useRef<HTMLDivElement>(null);
  // While the reader looks back, the lines stand still: neither new ones nor those let go move what is being read.
  const [held, setHeld] = useState<{ lines: readonly LogLine[]; total: number } | null>(null);
  const lines = held?.lines ?? live;
  const total = dropped + live.length;
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => view.current,
    estimateSize: () => ROW,
    overscan: 20,
    getItemKey: (index) => lines[index]?.id ?? index,
  });
  const follows = sticky && held === null;
  useLayoutEffect(() => {
    if (follows && total > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follows, total, lines.length, rows]);
  const place = marked === null ? -1 : lines.findIndex(({ id }) => id === marked);
  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place, { align: 'center' });
  }, [place, rows]);
  const toEnd = () => {
    setHeld(null);
  };
  const onScroll = () => {
    const element = view.current;
    if (!element || !sticky) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (atEnd && held !== null) setHeld(null);
  };
  const onAway = () => {
    const element = view.current;
    if (sticky && held === null && element && element.scrollHeight > element.clientHeight)
      setHeld({ lines: live, total });
  };
  const fresh = held === null ? 0 : total - held.total;
  return (
    <div className="relative">
      <div
        ref={view}
        role="log"
        aria-live="off"
        aria-label={label}
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && onAway()}
        onTouchMove={onAway}
        onKeyDown={(event) => {
          if (event.key === 'End') toEnd();
          if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) onAway();
        }}
        className={cn(
          'h-[min(34rem,62dvh)] overflow-auto overscroll-contain bg-card py-1 focus-visible:-outline-offset-2',
          !wrap && 'whitespace-pre',
        )}
      >
        {seam}
        <div
          style={{ height: rows.getTotalSize(), position: 'relative' }}
          className={wrap ? undefined : 'w-max min-w-full'}
        >
          {rows.getVirtualItems().map((row) => {
            const line = lines[row.index];
            return line ? (
              <div
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                className="w-full"
                style={{ position: 'absolute', top: 0, transform: `translateY(${row.start}px)` }}
              >
                <LogRow line={line} wrap={wrap} marked={line.id === marked} />
              </div>
            ) : null;
          })}
        </div>
      </div>
      {held !== null ? (
        <button
          type="button"
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 inline-flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-card px-3 py-1 text-sm font-medium shadow-float"
        >
          <ArrowDown aria-hidden className="size-3.5" />
          {t('new-lines', { count: fresh })}
        </button>
      ) : null}
    </div>
  );
}
