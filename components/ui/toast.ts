'use client';

import { useSyncExternalStore } from 'react';

export type Toast = { title: string; description?: string };

let waiting: readonly Toast[] = [];
const listeners = new Set<() => void>();

function replaceWaiting(toasts: readonly Toast[]): void {
  waiting = toasts;
  for (const each of listeners) each();
}

/** Says something in passing, at the edge of the screen. */
export function toast(one: Toast): void {
  replaceWaiting([...waiting, one]);
}

/** Those that were not shown yet, which count as shown from then on. */
export function takeToasts(): readonly Toast[] {
  const taken = waiting;
  if (taken.length > 0) replaceWaiting([]);
  return taken;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many wait to be shown. */
export function useWaitingToasts(): number {
  return useSyncExternalStore(
    subscribe,
    () => waiting.length,
    () => 0,
  );
}
