'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';
import type { Connection } from '@/lib/wiring/connection';

/** The accounts that Tributary can reach. */
export function useConnections() {
  return useQuery({
    queryKey: ['connections'],
    queryFn: ({ signal }) => fetchJson<{ connections: Connection[] }>('/api/connections', { signal }),
    select: (answer) => answer.connections,
  });
}
