'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { SideMark } from '@/components/ui/side-mark';
import type { Half } from '@/lib/wiring/inventory';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { unreadOf } from './unread';
import { UnreadNotice } from './unread-notice';

type Props = { half: Half; detail: WireDetail; nameOf: (connectionId: string) => string; children: ReactNode };

/** One half: whose it is, when it was read, what of it could not be, and its facts. */
export function HalfFacts({ half, detail, nameOf, children }: Props) {
  const { wire } = detail;
  const { accountId, connectionId } = wire[half];
  const { at, unread } = unreadOf(half, detail.evidence, wire.consumerName);
  return (
    <section className="min-w-0 max-md:not-first:border-t">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 bg-bank px-4 py-2.5">
        <SideMark half={half} />
        <h2 className="font-semibold">{connectionId ? nameOf(connectionId) : <AccountId id={accountId} />}</h2>
        {connectionId ? <AccountId id={accountId} /> : null}
        <span className="mono text-ink-2">{wire.region}</span>
        <ReadAge at={at} className="ml-auto text-sm text-ink-2" />
      </header>
      {unread.map((one) => (
        <UnreadNotice key={one.what} unread={one} />
      ))}
      <dl className="divide-y divide-line border-t border-line">{children}</dl>
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8.5 grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-2 px-4 py-1">
      <dt className="text-sm text-ink-2">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">{children}</dd>
    </div>
  );
}

/** What could not be read, so that nothing is said of it. */
export function Unknown() {
  const t = useTranslations('wire.state');
  return <Badge className="hatched">{t('unknown')}</Badge>;
}
