'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';

type Rows = {
  count: number;
  /** About how high a row is, in pixels; each is measured when it is drawn. */
  height: number;
  keyOf: (index: number) => string | number;
  /** The row to keep in sight whenever it becomes another one. */
  selected?: number;
};

/** The headers cover so many pixels of the window at the top, the panel of a selected wire so much of it below. */
const covered = { above: 120, below: 0.58 };

/** Rows that scroll with the page, of which only those near the window are in it. */
export function useWindowRows(list: RefObject<HTMLElement | null>, { count, height, keyOf, selected = -1 }: Rows) {
  const [margin, setMargin] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above moves as the board is read
  useLayoutEffect(
    () => setMargin(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY)),
    [list, count],
  );
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: margin,
    getItemKey: keyOf,
    initialRect: { width: 1280, height: 900 },
    scrollPaddingStart: covered.above,
    scrollPaddingEnd: typeof window === 'undefined' ? 0 : window.innerHeight * covered.below,
  });
  const show = useEffectEvent((index: number) => {
    if (index !== -1) rows.scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => show(selected), [selected]);
  const shown = rows.getVirtualItems();
  return {
    shown,
    measure: rows.measureElement,
    height: rows.getTotalSize(),
    /** How far from the list's top a row begins. */
    topOf: (start: number) => start - margin,
    /** Above the first row drawn and below the last, in pixels. */
    before: (shown[0]?.start ?? margin) - margin,
    after: rows.getTotalSize() - ((shown.at(-1)?.end ?? margin) - margin),
  };
}
