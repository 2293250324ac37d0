'use client';

import { type RefObject, useLayoutEffect } from 'react';

/** Keeps a CSS variable of the page at an element's height, for what sticks beneath it. */
export function useHeightAs(element: RefObject<HTMLElement | null>, variable: `--${string}`): void {
  useLayoutEffect(() => {
    if (!element.current) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize;
      if (height !== undefined) style.setProperty(variable, `${height}px`);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, variable]);
}
