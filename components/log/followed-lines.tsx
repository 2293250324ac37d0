'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { saysOf, useNames } from '@/components/resource/wire-ends';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import type { Wire } from '@/lib/wiring/wire';
import type { LineSnapshot } from './line-buffer';
import { LogList } from './log-list';
import type { LogParams } from './log-toolbar';
import type { TailState } from './tail-state';

type Props = {
  wire: Wire;
  tail: TailState;
  snapshot: LineSnapshot;
  params: LogParams;
  onChange: (change: Partial<LogParams>) => void;
};

/** The lines of a tail; where there are none, what is known of why. */
export function FollowedLines({ wire, tail, snapshot: { entries, dropped }, params, onChange }: Props) {
  const t = useTranslations('log');
  const nameOf = useNames();
  const result = saysOf(useRooms(), wire)?.result;
  const toHistory = (look: { variant?: 'quiet' }) => (
    <Button size="sm" {...look} onClick={() => onChange({ mode: 'history' })}>
      {t('open-history')}
    </Button>
  );
  if (entries.length > 0) {
    return (
      <LogList
        entries={entries}
        dropped={dropped}
        label={t('lines', { name: nameOf(wire.readerArn) })}
        wrap={params.wrap}
        zone={params.zone}
        sticky
        marked={null}
        seam={
          dropped > 0 ? (
            <p className="flex flex-wrap items-center gap-3 border-b border-dashed border-line-strong bg-warn-wash/50 px-3 py-1 text-sm">
              {t('seam')}
              {toHistory({ variant: 'quiet' })}
            </p>
          ) : null
        }
      />
    );
  }
  if (tail.state === 'refused') return null;
  return (
    <Empty
      className="min-h-60 content-start"
      actions={toHistory({})}
      title={t(tail.state === 'missing-group' ? 'missing-group' : 'empty')}
    >
      <p>{tail.state === 'missing-group' ? t('missing-group-text', { group: tail.group }) : t('empty-follow')}</p>
      {result && wire.status !== 'broken' ? (
        <p>{t.rich('last-result', { result: () => <code>{result}</code> })}</p>
      ) : null}
    </Empty>
  );
}
