'use client';

import { useQuery } from '@tanstack/react-query';
import { use } from 'react';
import { CallsContext } from '@/components/plan/calls';
import { useRooms } from '@/components/resource/rooms';
import { fetchJson } from '@/components/ui/fetch-json';
import { typeOf } from '@/lib/wiring/call/calls';
import type { Verdict } from '@/lib/wiring/need';
import type { Plan } from '@/lib/wiring/plan/plan';
import { defaultSettings, type MappingSettings } from '@/lib/wiring/setting/settings';
import type { Choices } from './search-params';
import { planRequest } from './use-plan';

/** What settings start from: those of the mapping that is there already, otherwise the defaults. */
export type BaseSettings = {
  settings: MappingSettings;
  exists: boolean;
  /** What is granted so far. */
  verdicts: readonly Verdict[];
  pending: boolean;
};

export function useBaseSettings(choices: Choices): BaseSettings {
  const rooms = useRooms();
  const calls = use(CallsContext);
  const request = planRequest(rooms, choices, false);
  const asked = useQuery({
    queryKey: ['plan-made', request],
    queryFn: ({ signal }) => fetchJson<Plan>('/api/plans', { method: 'POST', body: request, signal }),
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const plan = asked.data;
  if (!plan) return { settings: defaultSettings, exists: false, verdicts: [], pending: asked.isLoading };
  const makes = plan.changes.some(({ call }) => typeOf(calls, call).settings?.(call).before === null);
  return { settings: plan.settings, exists: !makes && !plan.blocked, verdicts: plan.verdicts, pending: false };
}
