'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';
import type { LogLine } from '@/lib/wiring/log-line';

export type HistoryPage = { lines: LogLine[]; group: string; nextCursor: string | null; truncated: boolean };

type Asked = { filter: string; from: string; to: string };

/** Past lines of a wire's log, page by page in the order in which they were written. */
export function useHistory(wireId: string, { filter, from, to }: Asked, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['log', wireId, filter, from, to],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        from,
        to,
        ...(filter ? { filter } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      });
      return fetchJson<HistoryPage>(`/api/wires/${wireId}/logs?${query}`, { signal });
    },
    getNextPageParam: (page) => page.nextCursor,
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
