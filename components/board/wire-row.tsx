'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo, type Ref } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { saysOf, throughOf, useNames } from '@/components/resource/wire-ends';
import { When } from '@/components/ui/age';
import { cn } from '@/components/ui/cn';
import { Name } from '@/components/ui/name';
import { useWords } from '@/components/ui/words';
import { StatusBadge } from '@/components/wire/status-badge';
import type { Wire } from '@/lib/wiring/wire';
import { useAccountName } from './use-account-name';

type Props = {
  ref: Ref<HTMLTableRowElement>;
  wire: Wire;
  /** Among all wires, from 0. */
  index: number;
  names: ReadonlyMap<string, string>;
  selected: boolean;
};

/** One wire as a row of the table. */
export const WireRow = memo(function WireRow({ ref, wire, index, names, selected }: Props) {
  const t = useTranslations('board');
  const words = useWords();
  const rooms = useRooms();
  const nameOf = useNames();
  const accountName = useAccountName(names);
  const says = saysOf(rooms, wire);
  const through = throughOf(rooms, wire)?.said;
  const cell = 'truncate px-3 py-2';
  return (
    <tr
      ref={ref}
      data-index={index}
      // The header is the first row.
      aria-rowindex={index + 2}
      aria-current={selected || undefined}
      className={cn('border-b border-line last:border-b-0', selected && 'bg-idle-wash')}
    >
      <td className={cn(cell, selected && 'shadow-[inset_3px_0_0_var(--focus)]')}>
        <StatusBadge status={wire.status} />
      </td>
      <th scope="row" className={cn(cell, 'font-semibold')}>
        <Link href={`/wires/${wire.id}`} prefetch={false} className="underline underline-offset-2">
          <Name text={nameOf(wire.sourceArn)} />
        </Link>
        {through ? <span className="font-normal text-ink-2"> · {words(through)}</span> : null}
      </th>
      <td className={cell}>{accountName(wire.producer.accountId)}</td>
      <td className={cell}>
        <Name text={nameOf(wire.readerArn)} />
      </td>
      <td className={cell}>{accountName(wire.consumer.accountId)}</td>
      <td className={cn(cell, 'mono')}>{says?.state ?? '–'}</td>
      <td className="mono px-3 py-2 wrap-anywhere">
        {says ? (says.result ?? t('noResult')) : t(`shape.${wire.shape}`)}
      </td>
      <td className={cell}>{wire.since ? <When at={wire.since} /> : '–'}</td>
    </tr>
  );
});
