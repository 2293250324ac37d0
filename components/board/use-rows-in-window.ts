'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { rowAt } from './board-rows';

type Rows = { first: number; last: number };

/** Drawn beyond the window, in pixels, so that a flick of the wheel lands on rows that are there already. */
const beyond = 600;

/** Rows come and go in steps of so many: most frames of scrolling change nothing in the page. */
const step = 4;

/** Which rows of a list are in or near the window. `tops` says how far from the list's top each begins, in pixels. */
export function useRowsInWindow(list: RefObject<HTMLElement | null>, tops: readonly number[]): Rows {
  const [rows, setRows] = useState<Rows>(() => rowsBetween(tops, 0, 900));
  useLayoutEffect(() => {
    const look = () => {
      const top = -(list.current?.getBoundingClientRect().top ?? 0);
      const next = rowsBetween(tops, top, top + window.innerHeight);
      setRows((before) => (before.first === next.first && before.last === next.last ? before : next));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [list, tops]);
  return rows;
}

function rowsBetween(tops: readonly number[], from: number, to: number): Rows {
  const first = rowAt(tops, from - beyond);
  const last = rowAt(tops, to + beyond);
  return {
    first: Math.floor(first / step) * step,
    last: Math.min(tops.length, Math.ceil((last + 1) / step) * step) - 1,
  };
}
