import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { use } from 'react';
import { CallsContext } from '@/components/plan/calls';
import { RunBadge } from '@/components/plan/run-badge';
import { useRooms } from '@/components/resource/rooms';
import { Age, When } from '@/components/ui/age';
import { Name } from '@/components/ui/name';
import type { Run } from '@/lib/wiring/run';
import { deedOfRun, endsOfRun } from './ends-of-run';

/** One run in a line: how it stands, what it joined or took apart, how far it came, when. */
export function RunEntry({ run }: { run: Run }) {
  const t = useTranslations();
  const calls = use(CallsContext);
  const { source, reader } = endsOfRun(calls, useRooms(), run);
  const done = run.steps.filter((step) => step.state === 'done').length;
  return (
    <li className="relative grid items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-bank sm:grid-cols-[7.5rem_minmax(0,1fr)_auto_9rem]">
      <span>
        <RunBadge state={run.state} />
      </span>
      <Link href={`/runs/${run.id}`} className="min-w-0 after:absolute after:inset-0">
        <span className="font-semibold">{t(`run.deed.${deedOfRun(calls, run)}`)}</span>{' '}
        {source ? <Name text={source} /> : null}
        {source && reader ? <span aria-hidden> → </span> : null}
        {reader ? <Name text={reader} /> : null}
        {source || reader ? null : <span className="mono text-ink-2">{run.wireId}</span>}
      </Link>
      <span className="text-ink-2">{t('run.counts', { done, count: run.steps.length })}</span>
      <span className="text-sm text-ink-2 sm:text-right">
        <When at={run.startedAt} />
        <span className="block text-ink-3">
          <Age at={run.startedAt} />
        </span>
      </span>
    </li>
  );
}
