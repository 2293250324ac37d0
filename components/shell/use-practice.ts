'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';

export type PracticeAccounts = {
  endpoint: string;
  region: string;
  accounts: { id: string; name: string; accessKeyId: string; secretAccessKey: string }[];
  services: { name: string; operations: string[] }[];
};

/** The practice accounts while they run; null when they are off. */
export function usePractice() {
  return useQuery({
    queryKey: ['sandbox'],
    queryFn: async ({ signal }) => {
      const health = await fetchJson<{ sandbox: 'on' | 'off' }>('/api/health', { signal });
      return health.sandbox === 'on' ? fetchJson<PracticeAccounts>('/api/sandbox', { signal }) : null;
    },
    staleTime: 60_000,
  });
}
