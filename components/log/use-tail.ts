'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { RequestProblem } from '@/components/ui/fetch-json';
import { readEvents } from '@/components/ui/read-events';
import type { TailEvent } from '@/lib/wiring/log-line';
import { createLineBuffer, type LineSnapshot } from './line-buffer';
import { afterEvent, isOver, type TailState } from './tail-state';

const MOST_LINES = 10_000;
const LONGEST_PAUSE_SECONDS = 30;

/** Follows a wire's log. A lost connection is taken up again by itself, later each time; every other stop has a name. */
export function useTail(wireId: string, filter: string, enabled: boolean) {
  const [buffer] = useState(() => createLineBuffer(MOST_LINES));
  const [tail, setTail] = useState<TailState>({ state: 'connecting' });
  const [round, setRound] = useState(0);
  const snapshot = useSyncExternalStore(buffer.subscribe, buffer.snapshot, () => NOTHING);
  const stopped = tail.state === 'stopped';

  useEffect(() => {
    if (filter !== undefined) buffer.clear();
  }, [filter, buffer]);

  useEffect(() => {
    if (!enabled || stopped || round < 0) return;
    const abort = new AbortController();
    let state: TailState = { state: 'connecting' };
    const become = (next: TailState) => {
      state = next;
      setTail(next);
    };
    const take = (event: TailEvent) => {
      if (event.type === 'lines') buffer.append(event.lines);
      const next = afterEvent(state, event);
      if (next !== state) become(next);
    };
    const query = new URLSearchParams({ follow: 'true', ...(filter ? { filter } : {}) });
    async function follow() {
      become(state);
      for (let attempt = 1; !abort.signal.aborted; attempt += 1) {
        const problem = await readEvents<TailEvent>(`/api/wires/${wireId}/logs?${query}`, {}, take, abort.signal).catch(
          (error: unknown) => error,
        );
        if (abort.signal.aborted || isOver(state)) return;
        if (problem instanceof RequestProblem && problem.problem.status >= 400 && problem.problem.status < 500) {
          become({ state: 'failed', message: problem.message });
          return;
        }
        if (state.state === 'following') attempt = 1;
        const seconds = Math.min(2 ** attempt, LONGEST_PAUSE_SECONDS);
        become({ state: 'reconnecting', attempt, seconds, message: problem instanceof Error ? problem.message : '' });
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      }
    }
    void follow();
    return () => abort.abort();
  }, [wireId, filter, enabled, stopped, round, buffer]);

  const stop = useCallback(() => setTail({ state: 'stopped' }), []);
  const resume = useCallback(() => {
    setTail({ state: 'connecting' });
    setRound((count) => count + 1);
  }, []);
  return { snapshot, tail, stop, resume };
}

const NOTHING: LineSnapshot = { lines: [], taken: 0, dropped: 0 };
