'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { RequestProblem } from '@/components/ui/fetch-json';
import { readEvents } from '@/components/ui/read-events';
import type { Fallback, TailEvent, TailWay } from '@/lib/wiring/log-line';
import { createLineBuffer, type LineSnapshot } from './line-buffer';
import { afterEvent, isOver, type TailState } from './tail-state';
import { useLookedAt } from './use-looked-at';

const MOST_LINES = 10_000;
const LONGEST_PAUSE_SECONDS = 30;

type Asked = { filter: string; by: TailWay; enabled: boolean };

/**
 * Follows a wire's log while somebody looks. A lost connection is taken up again by itself, later each time, where it
 * was left; every other stop has a name.
 */
export function useTail(wireId: string, { filter, by, enabled }: Asked) {
  const [buffer] = useState(() => createLineBuffer(MOST_LINES));
  const [tail, setTail] = useState<TailState>({ state: 'connecting' });
  const [fallback, setFallback] = useState<Fallback | null>(null);
  const [round, setRound] = useState(0);
  const snapshot = useSyncExternalStore(buffer.subscribe, buffer.snapshot, () => NOTHING);
  const looked = useLookedAt();
  const stopped = tail.state === 'stopped';
  /** When the server last said that everything so far was shown. */
  const heardAt = useRef<string | null>(null);

  useEffect(() => {
    if (filter === undefined) return;
    buffer.clear();
    heardAt.current = null;
  }, [filter, buffer]);

  useEffect(() => {
    if (!enabled || stopped || round < 0) return;
    if (!looked) {
      setTail((old) => (isOver(old) ? old : { state: 'hidden' }));
      return;
    }
    const abort = new AbortController();
    let state: TailState = { state: 'connecting' };
    const become = (next: TailState) => {
      state = next;
      setTail(next);
    };
    const take = (event: TailEvent) => {
      if (event.type === 'lines') buffer.append(event.lines);
      if (event.type === 'gap') buffer.mark(event);
      if (event.type === 'fallback') setFallback(event);
      if (event.type === 'status') heardAt.current = event.polledAt;
      const next = afterEvent(state, event);
      if (next !== state) become(next);
    };
    setFallback(null);
    void follow(wireId, { filter, by, since: () => heardAt.current }, { become, take, now: () => state }, abort.signal);
    return () => abort.abort();
  }, [wireId, filter, by, enabled, stopped, looked, round, buffer]);

  const stop = useCallback(() => setTail({ state: 'stopped' }), []);
  const resume = useCallback(() => {
    setTail({ state: 'connecting' });
    setRound((count) => count + 1);
  }, []);
  return { snapshot, tail, fallback, stop, resume };
}

const NOTHING: LineSnapshot = { entries: [], taken: 0, dropped: 0 };

type Watching = { become: (next: TailState) => void; take: (event: TailEvent) => void; now: () => TailState };

async function follow(
  wireId: string,
  { filter, by, since }: { filter: string; by: TailWay; since: () => string | null },
  { become, take, now }: Watching,
  signal: AbortSignal,
): Promise<void> {
  become({ state: 'connecting' });
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    const from = since();
    const query = new URLSearchParams({
      follow: 'true',
      by,
      ...(filter ? { filter } : {}),
      ...(from ? { since: from } : {}),
    });
    const problem = await readEvents<TailEvent>(`/api/wires/${wireId}/logs?${query}`, {}, take, signal).catch(
      (error: unknown) => error,
    );
    if (signal.aborted || isOver(now())) return;
    if (problem instanceof RequestProblem && problem.problem.status >= 400 && problem.problem.status < 500) {
      become({ state: 'failed', message: problem.message });
      return;
    }
    if (now().state === 'following') attempt = 1;
    const seconds = Math.min(2 ** attempt, LONGEST_PAUSE_SECONDS);
    become({ state: 'reconnecting', attempt, seconds, message: problem instanceof Error ? problem.message : '' });
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}
