'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchJson } from '@/components/ui/fetch-json';
import { readEvents } from '@/components/ui/read-events';
import { isActive, type Run } from '@/lib/wiring/run';

const AGAIN_AFTER_MS = 1500;

/** A run as it goes on, followed live until it settles; `lost` while the server cannot be reached. */
export function useRun(id: string | null) {
  const queries = useQueryClient();
  const [lost, setLost] = useState(false);
  const asked = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => fetchJson<Run>(`/api/runs/${id}`, { signal }),
    enabled: id !== null,
    staleTime: 0,
  });
  const run = asked.data ?? null;
  const follow = run !== null && isActive(run.state);

  useEffect(() => {
    if (!follow) return;
    const abort = new AbortController();
    const take = (next: Run) => {
      setLost(false);
      queries.setQueryData(['run', id], next);
    };
    async function keepFollowing() {
      while (!abort.signal.aborted) {
        try {
          await readEvents<Run>(`/api/runs/${id}/events`, {}, take, abort.signal);
          await queries.invalidateQueries({ queryKey: ['run', id] });
        } catch {
          if (abort.signal.aborted) return;
          setLost(true);
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      }
    }
    void keepFollowing();
    return () => {
      abort.abort();
      setLost(false);
      // What the run changed is read anew wherever it is shown.
      for (const key of ['wire', 'wires', 'inventory', 'runs']) void queries.invalidateQueries({ queryKey: [key] });
    };
  }, [follow, id, queries]);
  return { run, error: asked.error, retry: () => void asked.refetch(), lost };
}

export type FollowedRun = ReturnType<typeof useRun>;
