'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { type DrawnRooms, kindOf, questionsOf, useRooms } from '@/components/resource/rooms';
import { fetchJson } from '@/components/ui/fetch-json';
import type { Plan } from '@/lib/wiring/plan/plan';
import { type PlanRequest, requestFields } from '@/lib/wiring/projection';
import type { Choices, Step } from './search-params';
import type { WizardPlan } from './wizard-context';

/** What is asked of the server once both ends are known; null before that. */
export function planRequest(
  rooms: Pick<DrawnRooms, 'kinds' | 'questions'>,
  { kind, producer, source, consumer, function: reader, settings, answers }: Choices,
  withSettings: boolean,
): PlanRequest | null {
  if (!kind || !producer || !source || !consumer || !reader) return null;
  const asked = questionsOf(rooms, kindOf(rooms, kind), withSettings ? undefined : 'source');
  const given = asked.flatMap(({ name }) => (answers[name] ? [[name, answers[name]] as const] : []));
  return {
    kind,
    ...requestFields(
      { connection: producer, arn: source },
      { connection: consumer, arn: reader },
      Object.fromEntries(given),
    ),
    ...(settings && withSettings ? { settings } : {}),
  };
}

/**
 * The plan of the wizard's choices. One that the link names is opened. Otherwise it is made as soon as both ends are
 * known, because its verdicts are what the wire so far shows; settings, which do not touch them, count from the plan's
 * own step on.
 */
export function usePlan(choices: Choices, step: Step, onMade: (planId: string) => void): WizardPlan {
  const queries = useQueryClient();
  const rooms = useRooms();
  const request = planRequest(rooms, choices, step === 'plan' || step === 'apply');
  const named = choices.plan;
  const opened = useQuery({
    queryKey: ['plan', named],
    queryFn: ({ signal }) => fetchJson<Plan>(`/api/plans/${named}`, { signal }),
    enabled: named !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const made = useQuery({
    queryKey: ['plan-made', request],
    queryFn: ({ signal }) => fetchJson<Plan>('/api/plans', { method: 'POST', body: request, signal }),
    enabled: request !== null && named === null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: request === null || step === 'plan' ? undefined : keepPreviousData,
  });
  const keep = useCallback(
    (plan: Plan) => {
      queries.setQueryData(['plan', plan.id], plan);
      queries.removeQueries({ queryKey: ['plan-made'], type: 'inactive' });
      onMade(plan.id);
    },
    [queries, onMade],
  );
  const fresh = named === null && step === 'plan' && !made.isPlaceholderData ? made.data : undefined;
  useEffect(() => {
    if (fresh) keep(fresh);
  }, [fresh, keep]);

  const remake = useCallback(async (): Promise<Plan | null> => {
    if (!request) return null;
    const plan = await fetchJson<Plan>('/api/plans', { method: 'POST', body: request });
    keep(plan);
    return plan;
  }, [request, keep]);
  const current = named === null ? made : opened;
  return {
    plan: current.data ?? null,
    asking: current.isFetching,
    error: current.error,
    retry: () => void current.refetch(),
    remake,
  };
}
