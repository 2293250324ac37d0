'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';
import { calls, typeOf } from '@/lib/wiring/call/calls';
import type { MappingSettings } from '@/lib/wiring/inventory';
import type { Plan } from '@/lib/wiring/plan/plan';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import type { Choices } from './search-params';
import { planRequest } from './use-plan';

/** What settings start from: those of the mapping that is there already, otherwise the defaults. */
export type BaseSettings = {
  settings: MappingSettings;
  exists: boolean;
  /** A key has to be opened to the role, which can be done in more than one way. */
  opensKey: boolean;
  pending: boolean;
};

export function useBaseSettings(choices: Choices): BaseSettings {
  const request = planRequest(choices, false);
  const asked = useQuery({
    queryKey: ['plan-made', request],
    queryFn: ({ signal }) => fetchJson<Plan>('/api/plans', { method: 'POST', body: request, signal }),
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const plan = asked.data;
  if (!plan) return { settings: defaultSettings, exists: false, opensKey: false, pending: asked.isLoading };
  const makes = plan.changes.some(({ call }) => typeOf(calls, call).settings?.(call).before === null);
  const opensKey = plan.verdicts.some(
    ({ need, state }) => need.demand.type === 'grant' && need.demand.place === 'key-policy' && state === 'missing',
  );
  return { settings: plan.settings, exists: !makes && !plan.blocked, opensKey, pending: false };
}
