'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { When } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Glyph } from '@/components/ui/glyph';
import type { Plan } from '@/lib/wiring/plan/plan';
import { isStanding, type Run } from '@/lib/wiring/run';
import { useRun } from './use-run';

/** The run of a plan that was applied and not undone, and whether it keeps the plan from being applied once more. */
export function usePlanRun(plan: Pick<Plan, 'run'>): {
  run: Run | null;
  applied: boolean;
} {
  const id = plan.run ?? null;
  const { run, error } = useRun(id);
  // Until the run is read, nobody is offered to do the same again.
  return { run, applied: id !== null && !error && (run === null || isStanding(run)) };
}

/** Says of a plan that it was applied already, and leads to the run. */
export function AppliedNotice({ run }: { run: Run | null }) {
  const t = useTranslations('run');
  if (run?.state !== 'done') return null;
  return (
    <div role="status" className="grid gap-2 rounded-xl border border-line bg-bank px-4 py-3">
      <p className="flex gap-1 font-semibold">
        <Glyph name="met" />
        <span>
          {t('applied')} <When at={run.startedAt} seconds />
        </span>
      </p>
      <p className="pl-5">
        <Button asChild size="sm">
          <Link href={`/runs/${run.id}`}>{t('open-run')}</Link>
        </Button>
      </p>
    </div>
  );
}
