'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/ui/fetch-json';
import type { MappingSettings } from '@/lib/wiring/inventory';
import type { Plan } from '@/lib/wiring/plan';
import { defaultSettings } from '@/lib/wiring/settings';
import type { Choices } from './search-params';
import { planRequest } from './use-plan';

/** What settings start from: those of the mapping that is there already, otherwise the defaults. */
export type BaseSettings = { settings: MappingSettings; exists: boolean; pending: boolean };

export function useBaseSettings(choices: Choices): BaseSettings {
  const request = planRequest(choices, false);
  const asked = useQuery({
    queryKey: ['plan-made', request],
    queryFn: ({ signal }) => fetchJson<Plan>('/api/plans', { method: 'POST', body: request, signal }),
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const plan = asked.data;
  if (!plan) return { settings: defaultSettings, exists: false, pending: asked.isLoading };
  const makes = plan.changes.some(({ call }) => call.call === 'lambda:CreateEventSourceMapping');
  return { settings: plan.settings, exists: !makes && !plan.blocked, pending: false };
}
