'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, use } from 'react';
import { PartDrawingsContext } from '@/components/resource/part-drawings';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { SideMark } from '@/components/ui/side-mark';
import type { Half } from '@/lib/wiring/part';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { unreadOf } from './unread';
import { UnreadNotice } from './unread-notice';

type Props = { half: Half; detail: WireDetail; nameOf: (connectionId: string) => string; children: ReactNode };

/** One half: whose it is, when it was read, what of it could not be, and its facts. */
export function HalfFrame({ half, detail, nameOf, children }: Props) {
  const t = useTranslations('board');
  const { wire } = detail;
  const { accountId, connectionId } = wire[half];
  const { at, unread } = unreadOf(use(PartDrawingsContext), half, detail);
  const accounts = Object.values(detail.parts).flatMap((part) => (part.half === half ? [part.place.accountId] : []));
  const others = [...new Set(accounts)].filter((id) => id !== accountId && id !== '');
  return (
    <section className="min-w-0 max-md:not-first:border-t">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 bg-bank px-4 py-2.5">
        <SideMark half={half} />
        <h2 className="font-semibold">
          {connectionId ? nameOf(connectionId) : accountId ? <AccountId id={accountId} /> : t('unknownAccount')}
        </h2>
        {connectionId ? <AccountId id={accountId} /> : null}
        {others.map((id) => (
          <AccountId key={id} id={id} />
        ))}
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
