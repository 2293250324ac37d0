'use client';

import { ArrowRight, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { lacksPulse, pulseWords, saysOf, throughOf, useNames } from '@/components/resource/wire-ends';
import { Age, When } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Words } from '@/components/ui/words';
import { isRequired, type Verdict } from '@/lib/wiring/need';
import { pulseOf, readerOf } from '@/lib/wiring/projection';
import type { Wire } from '@/lib/wiring/wire';
import { RepairButton } from './repair-button';
import { StatusBadge } from './status-badge';

type Props = {
  wire: Wire;
  verdicts: Verdict[];
  recording: boolean;
  onRecord: () => void;
  onRefresh: () => void;
  refreshing: boolean;
};

/** What the wire is, how it is, what AWS says of it word for word, and what can be done about it. */
export function WireHeader({ wire, verdicts, recording, onRecord, onRefresh, refreshing }: Props) {
  const t = useTranslations('wire');
  const lacking = verdicts.some(({ state, need }) => isRequired(need) && (state === 'missing' || state === 'denied'));
  const rooms = useRooms();
  const nameOf = useNames();
  const repairs = readerOf(wire) !== null && (lacking || lacksPulse(rooms, wire));
  const through = throughOf(rooms, wire);
  return (
    <header className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <StatusBadge status={wire.status} />
        <h1 className="flex min-w-0 flex-wrap items-center gap-x-2 text-xl font-semibold">
          {nameOf(wire.sourceArn)}
          <Arrow />
          {through === null ? null : (
            <>
              <span className="text-ink-2">{through.name}</span>
              <Arrow />
            </>
          )}
          {nameOf(wire.readerArn)}
        </h1>
        {wire.since ? (
          <span className="text-sm text-ink-2">
            {t.rich('since', { time: () => <When at={wire.since ?? ''} /> })} · <Age at={wire.since} />
          </span>
        ) : null}
        <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('actions.refresh')}
            title={t('actions.refresh')}
            disabled={refreshing}
            onClick={onRefresh}
          >
            <RefreshCw aria-hidden />
          </Button>
          <Button asChild variant="quiet">
            <Link href={`/wires/${wire.id}/remove`}>{t('actions.remove')}</Link>
          </Button>
          {pulseOf(wire) ? (
            <Button aria-expanded={recording} onClick={onRecord}>
              {t('actions.test')}
            </Button>
          ) : null}
          {repairs ? <RepairButton wireId={wire.id} /> : null}
        </div>
      </div>
      <AwsSays wire={wire} />
    </header>
  );
}

function Arrow() {
  return (
    <>
      <ArrowRight aria-hidden className="size-4 text-ink-2" />
      <span className="sr-only">→</span>
    </>
  );
}

function AwsSays({ wire }: { wire: Wire }) {
  const t = useTranslations('wire');
  const rooms = useRooms();
  const says = saysOf(rooms, wire);
  const lacking = lacksPulse(rooms, wire) ? pulseWords(rooms, wire.kind) : null;
  return (
    <dl className="grid items-baseline gap-x-4 gap-y-0.5 sm:grid-cols-[auto_minmax(0,1fr)]">
      <dt className="sr-only">{t('because')}</dt>
      <dd className="text-ink-2 sm:col-span-2">
        <Words said={wire.because} />
        {lacking ? (
          <>
            {' '}
            <Words said={{ key: lacking.lacking }} />
          </>
        ) : null}
      </dd>
      {says ? (
        <>
          <dt className="text-sm text-ink-2">State</dt>
          <dd className="mono">{[says.state, says.reason].filter(Boolean).join(' · ')}</dd>
          <dt className="text-sm text-ink-2">{says.resultName}</dt>
          <dd className="mono">{says.result ?? '—'}</dd>
        </>
      ) : null}
    </dl>
  );
}
