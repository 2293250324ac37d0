'use client';

import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useRooms } from '@/components/resource/rooms';
import { hasLog } from '@/components/resource/wire-ends';
import { Empty } from '@/components/ui/empty';
import { useShortcut } from '@/components/ui/shortcut';
import type { Wire } from '@/lib/wiring/wire';
import { BrokenNotice } from './broken-notice';
import { Follow } from './follow';
import { History } from './history';
import { LogToolbar } from './log-toolbar';
import { logParams } from './search-params';

/** The function's log: followed as it is written, or read back. */
export function LogView({ wire }: { wire: Wire }) {
  const t = useTranslations('log');
  const rooms = useRooms();
  const [params, setParams] = useQueryStates(logParams, { history: 'replace' });
  useShortcut(
    'f',
    () => void setParams({ mode: params.mode === 'follow' ? 'history' : 'follow', at: null, line: null }),
  );
  useShortcut('t', () => void setParams({ zone: params.zone === 'utc' ? 'local' : 'utc' }));
  useShortcut('w', () => void setParams({ wrap: !params.wrap }));
  if (!hasLog(rooms, wire)) {
    return (
      <Empty title={t('no-function')} className="rounded-xl border border-line bg-card">
        {t('no-function-text')}
      </Empty>
    );
  }
  const Body = params.mode === 'follow' ? Follow : History;
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-card">
      <LogToolbar params={params} onChange={(change) => void setParams(change)} />
      <BrokenNotice wire={wire} />
      <Body
        key={`${params.mode} ${params.filter}`}
        wire={wire}
        params={params}
        onChange={(change) => void setParams(change)}
      />
    </div>
  );
}
