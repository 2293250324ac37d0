'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import type { Wire } from '@/lib/wiring/wire';
import { useWindowRows } from './use-window-rows';
import { WireRow } from './wire-row';

const columns = [
  { id: 'status', width: 'w-36' },
  { id: 'source', width: 'w-[17%]' },
  { id: 'producer', width: 'w-[11%]' },
  { id: 'reader', width: 'w-[17%]' },
  { id: 'consumer', width: 'w-[11%]' },
  { id: 'state', width: 'w-24' },
  { id: 'result', width: '' },
  { id: 'since', width: 'w-28' },
] as const;

type Props = { wires: Wire[]; names: ReadonlyMap<string, string>; selected: string | null };

/** The same wires as a table, for screen readers and for whoever likes tables; only rows near the window are in it. */
export function WireTable({ wires, names, selected }: Props) {
  const t = useTranslations('board');
  const body = useRef<HTMLTableSectionElement>(null);
  const { shown, measure, before, after } = useWindowRows(body, {
    count: wires.length,
    height: 45,
    keyOf: (index) => wires[index]?.id ?? index,
    selected: selected === null ? -1 : wires.findIndex((wire) => wire.id === selected),
  });
  return (
    <table aria-rowcount={wires.length + 1} className="w-full table-fixed text-left">
      <caption className="sr-only">{t('table')}</caption>
      <thead className="sticky top-(--above-banks) z-10 bg-bank text-sm text-ink-2">
        <tr aria-rowindex={1}>
          {columns.map(({ id, width }) => (
            <th key={id} scope="col" className={cn('truncate border-b border-line px-3 py-2 font-medium', width)}>
              {t(`column.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap height={before} />
        {shown.map(({ index, key }) => {
          const wire = wires[index];
          return wire ? (
            <WireRow key={key} ref={measure} wire={wire} index={index} names={names} selected={wire.id === selected} />
          ) : null;
        })}
        <Gap height={after} />
      </tbody>
    </table>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td colSpan={columns.length} />
    </tr>
  ) : null;
}
