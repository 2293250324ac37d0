'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useNames } from '@/components/resource/wire-ends';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Failure } from '@/components/ui/failure';
import { Loading } from '@/components/ui/skeleton';
import type { LogLine } from '@/lib/wiring/log-line';
import type { Wire } from '@/lib/wiring/wire';
import { download } from './download';
import type { LogEntry } from './line-buffer';
import { LogList } from './log-list';
import type { LogParams } from './log-toolbar';
import { boundsOf } from './search-params';
import { useHistory } from './use-history';

type Props = { wire: Wire; params: LogParams };

/** Lines that were written in a range of time. */
export function History({ wire, params }: Props) {
  const t = useTranslations('log');
  const name = useNames()(wire.readerArn);
  const at = params.at?.toISOString() ?? null;
  const bounds = useMemo(
    () => boundsOf(params.range, at === null ? null : new Date(at), new Date()),
    [params.range, at],
  );
  const asked = useHistory(wire.id, { filter: params.filter, ...bounds }, true);
  const pages = asked.data?.pages ?? [];
  const entries = useMemo(
    () => (asked.data?.pages ?? []).flatMap((page) => page.lines.map((line) => entryOf(line))),
    [asked.data],
  );
  if (asked.isPending) return <Loading says={t('loading', { group: name })} lines={6} className="min-h-60" />;
  if (asked.isError && pages.length === 0) {
    return (
      <Failure
        title={t('failed')}
        error={asked.error}
        onRetry={() => void asked.refetch()}
        retrying={asked.isFetching}
      />
    );
  }
  return (
    <>
      {entries.length === 0 ? (
        <Empty className="min-h-60 content-start" title={t('empty')}>
          {t(params.filter ? 'empty-filter' : 'empty-history')}
        </Empty>
      ) : (
        <LogList
          entries={entries}
          label={t('lines', { name })}
          wrap={params.wrap}
          zone={params.zone}
          sticky={false}
          marked={params.line}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-bank px-3 py-1.5 text-sm text-ink-2">
        <span className="font-medium">{t('status.history')}</span>
        <code>{pages[0]?.group}</code>
        <span role="status" className="tabular-nums">
          {t('shown', { count: entries.length })}
          {asked.hasNextPage ? ` · ${t('truncated')}` : ''}
        </span>
        {asked.error ? <span className="text-bad">{asked.error.message}</span> : null}
        <Button
          size="sm"
          variant="quiet"
          className="ml-auto"
          disabled={entries.length === 0}
          onClick={() => download(entries, name)}
        >
          {t('download')}
        </Button>
        {asked.hasNextPage ? (
          <Button size="sm" pending={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {t('more')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function entryOf(line: LogLine): LogEntry {
  return { kind: 'line', id: line.id, line, late: false };
}
