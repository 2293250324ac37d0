'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import { drawingOfArn, lacksPulse, pulseWords, saysOf, throughOf, useNames } from '@/components/resource/wire-ends';
import { Age, When } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Name } from '@/components/ui/name';
import { SideMark } from '@/components/ui/side-mark';
import { useWords, Words } from '@/components/ui/words';
import { StatusBadge } from '@/components/wire/status-badge';
import type { Inventory, ListedThing } from '@/lib/wiring/inventory';
import { readerOf } from '@/lib/wiring/projection';
import type { Wire } from '@/lib/wiring/wire';
import { goneCodes } from './lay-board';
import { readersOf } from './listed';
import { ReaderFacts } from './reader-facts';
import { SourceChip } from './source-chip';
import { SourceFacts } from './source-facts';
import { useAccountName } from './use-account-name';
import { WireActions } from './wire-actions';

type Props = { wire: Wire; inventory: Inventory; names: ReadonlyMap<string, string>; onClose: () => void };

/** One wire looked at closer, without leaving the board: both halves, AWS's words, what can be done. */
export function Peek({ wire, inventory, names, onClose }: Props) {
  const t = useTranslations('board');
  const source = inventory.sources.find((one) => one.arn === wire.sourceArn) ?? null;
  const rooms = useRooms();
  const nameOf = useNames();
  const accountName = useAccountName(names);
  const gone = goneCodes(rooms.resources);
  const isGone = gone.source.has(wire.code);
  return (
    <section
      aria-label={t('peek')}
      className="sticky bottom-3 z-20 max-h-[55vh] overflow-y-auto rounded-xl border border-line-strong bg-card shadow-float"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <StatusBadge status={wire.status} />
        <h2 className="min-w-0 font-semibold">
          <Name text={nameOf(wire.sourceArn)} /> <span aria-hidden>→</span> <Name text={nameOf(wire.readerArn)} />
        </h2>
        {wire.since ? (
          <p className="text-ink-2">
            {t.rich('since', { when: () => <When at={wire.since ?? ''} /> })} · <Age at={wire.since} />
          </p>
        ) : null}
        <div className="ml-auto flex items-center gap-2">
          <WireActions wire={wire} />
          <Button variant="quiet" size="icon" aria-label={t('closePeek')} onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
      </div>
      <p className="border-b border-line px-4 py-2.5">
        <Words said={wire.because} />
      </p>
      <div className="grid gap-px bg-line md:grid-cols-2">
        <HalfFacts half="producer" account={accountName(wire.producer.accountId)}>
          <SourceName wire={wire} />
          <Fact name={t('fact.facts')}>
            <SourceFacts source={source} arn={wire.sourceArn} place={null} gone={isGone} />
          </Fact>
          {isGone ? null : <SourcePolicy arn={wire.sourceArn} source={source} />}
        </HalfFacts>
        <HalfFacts half="consumer" account={accountName(wire.consumer.accountId)}>
          <ReaderName
            wire={wire}
            reader={readersOf(rooms, inventory).find(({ arn }) => arn === readerOf(wire)) ?? null}
            gone={gone.reader.has(wire.code)}
          />
          <Pulse wire={wire} />
        </HalfFacts>
      </div>
    </section>
  );
}

/** The source, and what of it the wire reads through. */
function SourceName({ wire }: { wire: Wire }) {
  const words = useWords();
  const rooms = useRooms();
  const label = drawingOfArn(rooms, wire.sourceArn)?.label;
  const through = throughOf(rooms, wire);
  const throughLabel = through && drawingOf(rooms, through.is).label;
  return (
    <>
      <Fact name={label ? words({ key: label }) : ''}>
        <span className="mono break-all">{wire.sourceArn}</span>
      </Fact>
      {through && throughLabel ? (
        <Fact name={words({ key: throughLabel })}>
          <code>{through.name}</code>
        </Fact>
      ) : null}
    </>
  );
}

/** Whom the source's policy lets in, where anything is drawn of that. */
function SourcePolicy({ arn, source }: { arn: string; source: ListedThing | null }) {
  const t = useTranslations('board');
  if (!drawingOfArn(useRooms(), arn)?.Chip) return null;
  return <Fact name={t('fact.policy')}>{source ? <SourceChip source={source} /> : t('sharing.failed')}</Fact>;
}

/** What reads, or whom a policy names; of what reads and was not read, that. */
function ReaderName({ wire, reader, gone }: { wire: Wire; reader: ListedThing | null; gone: boolean }) {
  const t = useTranslations('board.fact');
  const words = useWords();
  const rooms = useRooms();
  const reads = readerOf(wire) !== null;
  const label = reads ? drawingOfArn(rooms, wire.readerArn)?.label : null;
  const fact = reader && drawingOf(rooms, reader.is).shortFact?.(reader);
  return (
    <>
      <Fact name={label ? words({ key: label }) : t('principal')}>
        <span className="mono break-all">{wire.readerArn}</span>
        {fact ? <span className="text-ink-2"> · {fact}</span> : null}
      </Fact>
      {reads && reader === null ? (
        <Fact name={t('facts')}>
          <ReaderFacts end={{ arn: wire.readerArn, reader, reads, gone }} place={null} />
        </Fact>
      ) : null}
    </>
  );
}

/** What AWS says of whatever moves the records. */
function Pulse({ wire }: { wire: Wire }) {
  const t = useTranslations('board');
  const rooms = useRooms();
  const words = useWords();
  const says = saysOf(rooms, wire);
  const lacking = lacksPulse(rooms, wire) ? pulseWords(rooms, wire.kind) : null;
  if (lacking) return <Fact name={words({ key: lacking.name })}>{words({ key: lacking.none })}</Fact>;
  if (says === null) return null;
  return (
    <>
      <Fact name={t('fact.state')}>
        <span className="mono">{says.state}</span>
        {says.reason ? <span className="mono text-ink-2"> · {says.reason}</span> : null}
      </Fact>
      <Fact name={t('fact.result')}>
        <span className="mono">{says.result ?? t('noResult')}</span>
      </Fact>
    </>
  );
}

function HalfFacts({
  half,
  account,
  children,
}: {
  half: 'producer' | 'consumer';
  account: string;
  children: ReactNode;
}) {
  return (
    <div className="bg-card px-4 py-3">
      <p className="mb-2 flex items-center gap-2 font-semibold">
        <SideMark half={half} />
        <bdi>{account}</bdi>
      </p>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">{children}</dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
