'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { useShortcut } from '@/components/ui/shortcut';
import { lineMark } from '@/lib/wiring/log-line';
import { GapRow } from './gap-row';
import type { LogEntry } from './line-buffer';
import { LogRow } from './log-row';
import type { Zone } from './zone';

type Props = {
  entries: readonly LogEntry[];
  label: string;
  wrap: boolean;
  zone: Zone;
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
export function LogList({ entries: live, label, wrap, zone, sticky, dropped = 0, marked, seam }: Props) {
  const t = useTranslations('log');
  const view = useRef<HTMLDivElement>(null);
  // While the reader looks back, the lines stand still: neither new ones nor those let go move what is being read.
  const [held, setHeld] = useState<{ entries: readonly LogEntry[]; total: number } | null>(null);
  const entries = held?.entries ?? live;
  const total = dropped + live.length;
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => view.current,
    estimateSize: () => ROW,
    overscan: 20,
    getItemKey: (index) => entries[index]?.id ?? index,
  });
  const follows = sticky && held === null;
  useLayoutEffect(() => {
    if (follows && total > 0) rows.scrollToIndex(entries.length - 1, { align: 'end' });
  }, [follows, total, entries.length, rows]);
  const place = marked === null ? -1 : entries.findIndex((entry) => isMarked(entry, marked));
  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place, { align: 'center' });
  }, [place, rows]);
  const toEnd = () => {
    setHeld(null);
  };
  useShortcut('End', toEnd, held !== null);
  const onScroll = () => {
    const element = view.current;
    if (!element || !sticky) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (atEnd && held !== null) setHeld(null);
  };
  const onAway = () => {
    const element = view.current;
    if (sticky && held === null && element && element.scrollHeight > element.clientHeight)
      setHeld({ entries: live, total });
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
            const entry = entries[row.index];
            return entry ? (
              <div
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                className="w-full"
                style={{ position: 'absolute', top: 0, transform: `translateY(${row.start}px)` }}
              >
                {entry.kind === 'gap' ? (
                  <GapRow gap={entry.gap} zone={zone} />
                ) : (
                  <LogRow {...entry} wrap={wrap} zone={zone} marked={row.index === place} />
                )}
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

/** A tail knows a line by its mark, the log's history by its event id. */
function isMarked(entry: LogEntry, marked: string): boolean {
  if (entry.kind !== 'line') return false;
  return entry.id === marked || lineMark(entry.line) === marked.split('.')[0];
}
