'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { fetchJson } from '@/components/ui/fetch-json';
import { Glyph } from '@/components/ui/glyph';
import { isActive, type Run, stepsBehind } from '@/lib/wiring/run';

const refreshEvery = 2_000;

/** Says before a plan is applied that the wire's last run goes on or stopped half way, and leads to it. */
export function HalfDoneNotice({ wireId }: { wireId: string }) {
  const t = useTranslations('run.half-done');
  const { data } = useQuery({
    queryKey: ['runs', wireId],
    queryFn: ({ signal }) => fetchJson<{ runs: Run[] }>(`/api/runs?wire=${wireId}`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.runs[0] && isActive(state.data.runs[0].state) ? refreshEvery : false),
  });
  const [run] = data?.runs ?? [];
  if (run && isActive(run.state)) return <Notice title={t('going')} run={run} open={t('watch')} />;
  if (!run || !(run.state === 'failed' || run.state === 'interrupted') || stepsBehind(run).length === 0) return null;
  const at = run.steps.find(({ state }) => state === 'failed')?.change.id ?? '';
  const stopped = run.state === 'failed' ? t('failed', { id: at }) : t('interrupted');
  return (
    <Notice title={t('title')} run={run} open={t('open')}>
      {stopped} {t('advice')}
    </Notice>
  );
}

function Notice({ title, run, open, children }: { title: string; run: Run; open: string; children?: ReactNode }) {
  return (
    <div role="status" className="grid gap-2 rounded-xl border border-warn bg-warn-wash/60 px-4 py-3">
      <p className="flex gap-1 font-semibold">
        <Glyph name="warning" />
        {title}
      </p>
      {children ? <p className="max-w-prose pl-5 text-ink-2">{children}</p> : null}
      <p className="pl-5">
        <Button asChild size="sm">
          <Link href={`/runs/${run.id}`}>{open}</Link>
        </Button>
      </p>
    </div>
  );
}
