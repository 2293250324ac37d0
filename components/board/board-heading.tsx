'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Select } from '@/components/ui/select';
import { toneText } from '@/components/ui/tone';
import { statusTone } from '@/components/wire/status-badge';
import type { WireStatus } from '@/lib/wiring/discover/status';
import { statusOrder } from '@/lib/wiring/discover/status';
import type { Wire } from '@/lib/wiring/wire';
import { type Order, orders } from './search-params';

type Props = {
  wires: Wire[] | null;
  /** A list could not be read, so that no wire seen is not no wire. */
  unread: boolean;
  /** So many parts of streams are still being read. */
  pending: number;
  status: WireStatus | null;
  onStatus: (status: WireStatus | null) => void;
  order: Order;
  onOrder: (order: Order) => void;
  view: 'board' | 'table';
  onView: (view: 'board' | 'table') => void;
};

/** How many wires there are and how they fare; each count filters by its status. */
export function BoardHeading({ wires, unread, pending, status, onStatus, order, onOrder, view, onView }: Props) {
  const t = useTranslations();
  const counts = statusOrder
    .map((one) => ({ status: one, count: wires?.filter((wire) => wire.status === one).length ?? 0 }))
    .filter(({ count }) => count > 0);
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <h1 className="text-xl font-semibold">
        {wires && !(unread && wires.length === 0) ? t('board.wires', { count: wires.length }) : t('app.nav.board')}
      </h1>
      <ul aria-label={t('board.byStatus')} className="flex flex-wrap items-center gap-x-1 gap-y-1">
        {counts.map(({ status: one, count }) => (
          <li key={one}>
            <button
              type="button"
              aria-pressed={status === one}
              onClick={() => onStatus(status === one ? null : one)}
              className={cn(
                'rounded-sm px-1.5 py-0.5 font-semibold hover:bg-idle-wash aria-pressed:bg-idle-wash aria-pressed:underline',
                toneText[statusTone[one]],
              )}
            >
              {t('board.count', { count, status: t(`status.count.${one}`) })}
            </button>
          </li>
        ))}
      </ul>
      {pending > 0 ? <p className="text-sm text-ink-3">{t('board.pending', { count: pending })}</p> : null}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Select
          label={t('board.order.label')}
          value={order}
          onChange={(value) => onOrder(orders.find((one) => one === value) ?? 'worst')}
          options={orders.map((value) => ({ value, label: t(`board.order.${value}`) }))}
          className="w-auto border-transparent bg-transparent text-ink-2"
        />
        <Button
          variant="quiet"
          className="max-lg:hidden"
          aria-pressed={view === 'table'}
          onClick={() => onView(view === 'table' ? 'board' : 'table')}
        >
          {view === 'table' ? t('board.asBoard') : t('board.asTable')}
        </Button>
        <Button asChild variant="primary">
          <Link href="/wires/new">{t('board.wireAStream')}</Link>
        </Button>
      </div>
    </div>
  );
}
