'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';
import { type Connection, type ConnectionCheck, firstFailure } from '@/lib/wiring/connection';
import type { Message } from '@/lib/wiring/message';

/** How often, in milliseconds, a role that is not there yet is tried again. */
const tryEvery = 5_000;

export function useConnection(id: string) {
  return useQuery({
    queryKey: ['connections', id],
    queryFn: ({ signal }) => fetchJson<Connection>(`/api/connections/${id}`, { signal }),
  });
}

/** Runs the doctor, and again by itself until nothing fails: the page turns ready without a press. */
export function useCheck(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['connection-check', id],
    queryFn: async ({ signal }) => {
      const { checks } = await fetchJson<{ checks: ConnectionCheck[] }>(`/api/connections/${id}/check`, {
        method: 'POST',
        signal,
      });
      void client.invalidateQueries({ queryKey: ['connections'] });
      return { checks, at: new Date().toISOString() };
    },
    refetchInterval: ({ state }) => (state.data && firstFailure(state.data.checks) ? tryEvery : false),
    refetchOnWindowFocus: false,
    staleTime: tryEvery,
  });
}

export const roleForms = ['quick-create', 'cloudformation', 'terraform', 'cli'] as const;

export type RoleForm = (typeof roleForms)[number];

/** One way of making the role: files in the order in which they are used, a link to press, what to know before. */
export type RoleOffer = { form: RoleForm; files: { name: string; content: string }[]; url?: string; note?: Message };

export function useRole(id: string, form: RoleForm) {
  return useQuery({
    queryKey: ['connection-role', id, form],
    queryFn: ({ signal }) => fetchJson<RoleOffer>(`/api/connections/${id}/role?form=${form}`, { signal }),
    staleTime: 60_000,
  });
}
