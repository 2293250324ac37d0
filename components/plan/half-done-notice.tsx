'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { fetchJson } from '@/components/ui/fetch-json';
import { Glyph } from '@/components/ui/glyph';
import { type Run, stepsBehind } from '@/lib/wiring/run';

/** Says before a plan is applied that the wire's last run stopped half way, and leads to it. */
export function HalfDoneNotice({ wireId }: { wireId: string }) {
  const t = useTranslations('run.half-done');
  const { data } = useQuery({
    queryKey: ['runs', wireId],
    queryFn: ({ signal }) => fetchJson<{ runs: Run[] }>(`/api/runs?wire=${wireId}`, { signal }),
    staleTime: 0,
  });
  const [run] = data?.runs ?? [];
  if (!run || !(run.state === 'failed' || run.state === 'interrupted') || stepsBehind(run).length === 0) return null;
  const at = run.steps.find(({ state }) => state === 'failed')?.change.id ?? '';
  return (
    <div role="status" className="grid gap-2 rounded-xl border border-warn bg-warn-wash/60 px-4 py-3">
      <p className="flex gap-1 font-semibold">
        <Glyph name="warning" />
        {t('title')}
      </p>
      <p className="max-w-prose pl-5 text-ink-2">
        {run.state === 'failed' ? t('failed', { id: at }) : t('interrupted')} {t('advice')}
      </p>
      <p className="pl-5">
        <Button asChild size="sm">
          <Link href={`/runs/${run.id}`}>{t('open')}</Link>
        </Button>
      </p>
    </div>
  );
}
