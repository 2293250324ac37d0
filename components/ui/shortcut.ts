'use client';

import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `act` when one of `keys` (as in `KeyboardEvent.key`) is pressed, unless the person is typing, composing with an
 * input method, holding a modifier, or has something open on top.
 */
export function useShortcut(
  keys: string | readonly string[],
  act: (event: KeyboardEvent) => void,
  enabled = true,
): void {
  const list = typeof keys === 'string' ? keys : keys.join('\n');
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!list.split('\n').includes(event.key)) return;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isBusy(event))
      return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    return listenLast(listen);
  }, [enabled]);
}

type Listener = (event: KeyboardEvent) => void;

const listeners: Listener[] = [];

/** What came onto the screen last is asked first, so that a log's `/` goes before the header's. */
function listenLast(listener: Listener): () => void {
  if (listeners.length === 0) window.addEventListener('keydown', askAll);
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length === 0) window.removeEventListener('keydown', askAll);
  };
}

function askAll(event: KeyboardEvent): void {
  for (const listener of listeners.toReversed()) listener(event);
}

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target;
  if (target instanceof HTMLElement) {
    if (
      target.isContentEditable ||
      target.closest('input:not([type=checkbox],[type=radio]), textarea, select, [role=listbox], [role=menu]')
    )
      return true;
    if ((event.key === 'Enter' || event.key === ' ') && target.closest('a, button, summary, [role=tab], [role=radio]'))
      return true;
  }
  return document.querySelector('[role=dialog][data-state=open]') !== null;
}
