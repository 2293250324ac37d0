'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';
import type { WireDetail } from '@/lib/wiring/wire-detail';

const CALM_MS = 20_000;
const CHANGING_MS = 3000;

/** A wire with both halves, read again now and then, sooner while AWS is changing it. */
export function useWire(id: string) {
  return useQuery({
    queryKey: ['wire', id],
    queryFn: ({ signal }) => fetchJson<WireDetail>(`/api/wires/${id}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.wire.status === 'changing' ? CHANGING_MS : CALM_MS),
  });
}
