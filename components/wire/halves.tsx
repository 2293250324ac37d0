'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { VerdictGlyph } from '@/components/plan/verdict-glyph';
import { cn } from '@/components/ui/cn';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { HalfFacts } from './half-facts';
import { HalfRowView } from './half-row';
import { type HalfRow, halfRows } from './half-rows';
import { River } from './river';

type Props = {
  detail: WireDetail;
  nameOf: (connectionId: string) => string;
  grant: string | null;
  onOpen: (needId: string) => void;
};

/** Producer and consumer side by side, row against row: what disagrees stands open, what agrees folds to a count. */
export function Halves({ detail, nameOf, grant, onOpen }: Props) {
  const t = useTranslations('wire');
  const rows = halfRows(detail.verdicts);
  const agreeing = rows.filter(({ state }) => state === 'met');
  const others = rows.filter(({ state }) => state !== 'met');
  const [open, setOpen] = useState(() => agreeing.some((row) => holds(row, grant)));
  const grants = agreeing.filter((row) =>
    [...row.producer, ...row.consumer].some(({ need }) => need.demand.type === 'grant'),
  ).length;
  const parts = [
    grants > 0 ? t('matches', { count: grants }) : '',
    agreeing.length > grants ? t('facts-hold', { count: agreeing.length - grants }) : '',
  ];
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-card">
      <div className="grid md:grid-cols-[minmax(0,1fr)_10.5rem_minmax(0,1fr)]">
        <HalfFacts half="producer" detail={detail} nameOf={nameOf} />
        <River status={detail.wire.status} />
        <HalfFacts half="consumer" detail={detail} nameOf={nameOf} />
      </div>
      <table aria-label={t('verdict')} className="block border-t border-line">
        <thead className="block bg-bank text-sm text-ink-2 max-md:sr-only">
          <tr className="grid grid-cols-[minmax(0,1fr)_10.5rem_minmax(0,1fr)]">
            <th className="px-4 py-1.5 text-left font-normal">{t('producer')}</th>
            <th className="border-x border-line px-4 py-1.5 text-center font-normal">{t('verdict')}</th>
            <th className="px-4 py-1.5 text-left font-normal">{t('consumer')}</th>
          </tr>
        </thead>
        <tbody className="block">
          {[...others, ...(open ? agreeing : [])].map((row) => (
            <HalfRowView key={row.row} row={row} grant={grant} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {agreeing.length > 0 ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full items-center justify-center gap-1 border-t border-line bg-water px-4 py-2 text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
        >
          <VerdictGlyph state="met" advised={false} />
          {parts.filter(Boolean).join(' · ')}
          <ChevronRight aria-hidden className={cn('size-4 transition-transform', open ? '-rotate-90' : 'rotate-90')} />
        </button>
      ) : null}
    </div>
  );
}

function holds(row: HalfRow, needId: string | null): boolean {
  return [...row.producer, ...row.consumer, ...row.both].some(({ need }) => need.id === needId);
}
