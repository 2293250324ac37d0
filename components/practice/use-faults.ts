'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';

/** Trouble as `POST /api/sandbox/faults` takes it. */
export type Fault = {
  id: string;
  kind: string;
  service?: string;
  operation?: string;
  accountId?: string;
  only?: 'reads' | 'writes';
  caller?: string;
  takesEffect?: boolean;
  edit?: 'add' | 'remove';
  probability?: number;
  every?: number;
  milliseconds?: number;
};

export type FaultState = Fault & {
  state: 'on' | 'over';
  seen: number;
  struck: number;
  lastStruckAt: string | null;
};

export type FaultStrike = {
  number: number;
  at: string;
  fault: string;
  kind: string;
  accountId: string;
  service: string;
  operation: string;
  who: string;
};

type Faults = { faults: FaultState[]; strikes: FaultStrike[] };

const address = '/api/sandbox/faults';
const queryKey = ['sandbox', 'faults'];

/** The faults of the practice accounts, read again every so many milliseconds; not while the accounts are off. */
export function useFaults(every: number, enabled: boolean) {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<Faults>(address, { signal }),
    refetchInterval: every,
    enabled,
  });
}

/** Changes what is on, one change after the other, from what is on at that moment: others may switch as well. */
export function useSwitchFaults() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'faults' },
    mutationFn: async (change: (faults: Fault[]) => Fault[]) => {
      const { faults } = await fetchJson<Faults>(address);
      return fetchJson<Faults>(address, { method: 'POST', body: { faults: change(faults.map(switched)) } });
    },
    onSuccess: async (faults) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, faults);
    },
  });
}

/** What was switched on, without what became of it. */
function switched({ state, seen, struck, lastStruckAt, ...fault }: FaultState): Fault {
  return fault;
}
