'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Age, When } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Name } from '@/components/ui/name';
import { SideMark } from '@/components/ui/side-mark';
import { Words } from '@/components/ui/words';
import { StatusBadge } from '@/components/wire/status-badge';
import { streamName } from '@/lib/wiring/arn';
import type { Inventory, Wire } from '@/lib/wiring/inventory';
import { readerName } from './reader-name';
import { SharingChip } from './sharing-chip';
import { SourceFacts } from './source-facts';
import { WireActions } from './wire-actions';

type Props = { wire: Wire; inventory: Inventory; names: ReadonlyMap<string, string>; onClose: () => void };

/** One wire looked at closer, without leaving the board: both halves, AWS's words, what can be done. */
export function Peek({ wire, inventory, names, onClose }: Props) {
  const t = useTranslations('board');
  const source = inventory.sources.find((one) => one.arn === wire.sourceArn) ?? null;
  const reader = inventory.functions.find((one) => one.arn === wire.functionArn) ?? null;
  const { mapping } = wire;
  return (
    <section
      aria-label={t('peek')}
      className="sticky bottom-3 z-20 max-h-[55vh] overflow-y-auto rounded-xl border border-line-strong bg-card shadow-float"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <StatusBadge status={wire.status} />
        <h2 className="min-w-0 font-semibold">
          <Name text={streamName(wire.sourceArn)} /> <span aria-hidden>→</span> <Name text={readerName(wire)} />
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
        <HalfFacts half="producer" account={names.get(wire.producer.accountId) ?? wire.producer.accountId}>
          <Fact name={t('fact.stream')}>
            <span className="mono break-all">{wire.sourceArn}</span>
          </Fact>
          {wire.consumerName === null ? null : (
            <Fact name={t('fact.consumer')}>
              <code>{wire.consumerName}</code>
            </Fact>
          )}
          <Fact name={t('fact.facts')}>
            <SourceFacts source={source} arn={wire.sourceArn} place={null} />
          </Fact>
          {source ? (
            <Fact name={t('fact.policy')}>
              <SharingChip source={source} />
            </Fact>
          ) : null}
        </HalfFacts>
        <HalfFacts
          half="consumer"
          account={names.get(wire.consumer.accountId) ?? (wire.consumer.accountId || t('unknownAccount'))}
        >
          <Fact name={wire.functionArn ? t('fact.function') : t('fact.principal')}>
            <span className="mono break-all">{wire.readerArn}</span>
            {reader?.runtime ? <span className="text-ink-2"> · {reader.runtime}</span> : null}
          </Fact>
          {mapping ? (
            <>
              <Fact name={t('fact.state')}>
                <span className="mono">{mapping.state}</span>
                {mapping.stateTransitionReason ? (
                  <span className="mono text-ink-2"> · {mapping.stateTransitionReason}</span>
                ) : null}
              </Fact>
              <Fact name={t('fact.result')}>
                <span className="mono">{mapping.lastProcessingResult ?? t('noResult')}</span>
              </Fact>
            </>
          ) : (
            <Fact name={t('fact.mapping')}>{t('noMapping')}</Fact>
          )}
        </HalfFacts>
      </div>
    </section>
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
