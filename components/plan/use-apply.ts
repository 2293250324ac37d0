'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchJson, RequestProblem } from '@/components/ui/fetch-json';
import type { Plan } from '@/lib/wiring/plan/plan';
import { type PlanDifference, planDifference } from './plan-difference';

/**
 * Applies a plan. When the accounts have changed since it was made, the plan is made again and what is different is
 * given, for a person to look at before anything is written.
 */
export function useApply(plan: Plan, remake: () => Promise<Plan | null>, onStarted: (runId: string) => void) {
  const queries = useQueryClient();
  const [difference, setDifference] = useState<PlanDifference | null>(null);
  const mutation = useMutation({
    mutationFn: async () => {
      try {
        return (await fetchJson<{ runId: string }>(`/api/plans/${plan.id}/apply`, { method: 'POST' })).runId;
      } catch (error) {
        if (!isStale(error)) throw error;
        const fresh = await remake();
        setDifference(fresh ? planDifference(plan, fresh) : null);
        return null;
      }
    },
    onSuccess: (runId) => {
      if (runId === null) return;
      queries.setQueryData<Plan>(['plan', plan.id], (known) => known && { ...known, run: runId });
      onStarted(runId);
    },
  });
  return { apply: () => mutation.mutate(), pending: mutation.isPending, error: mutation.error, difference };
}

function isStale(error: unknown): boolean {
  return error instanceof RequestProblem && error.problem.code === 'stale-plan';
}
