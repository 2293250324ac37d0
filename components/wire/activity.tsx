'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { use } from 'react';
import { deedOfRun } from '@/components/activity/ends-of-run';
import { CallsContext } from '@/components/plan/calls';
import { ChangeGlyph } from '@/components/plan/change-card';
import { RunBadge } from '@/components/plan/run-badge';
import { When } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Words } from '@/components/ui/words';
import type { Run } from '@/lib/wiring/run';

/** What Tributary did to this wire, newest first; each run can be opened, and undone from there. */
export function Activity({ runs }: { runs: Run[] }) {
  const t = useTranslations('wire.activity');
  const tRun = useTranslations('run');
  const calls = use(CallsContext);
  if (runs.length === 0) {
    return (
      <Empty title={t('none')} className="rounded-xl border border-line bg-card">
        {t('none-text')}
      </Empty>
    );
  }
  return (
    <ol className="grid gap-2">
      {runs
        .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
        .map((run) => (
          <li key={run.id} className="rounded-xl border border-line bg-card px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <RunBadge state={run.state} />
              <span className="font-semibold">{tRun(`deed.${deedOfRun(calls, run)}`)}</span>
              <When at={run.startedAt} seconds className="text-ink-2" />
              <Button asChild size="sm" className="ml-auto">
                <Link href={`/runs/${run.id}`}>{t('open')}</Link>
              </Button>
            </div>
            <ul className="mt-2 grid gap-1">
              {run.steps.map(({ change, state }) => (
                <li key={change.id} className="flex items-baseline gap-2">
                  <ChangeGlyph glyph={change.glyph} />
                  <span className="min-w-0 flex-1">
                    <Words said={change.title} />
                  </span>
                  <span className="text-sm text-ink-2">{tRun(`step.${state}`)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
    </ol>
  );
}
