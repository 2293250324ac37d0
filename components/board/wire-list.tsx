'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { saysOf, useNames } from '@/components/resource/wire-ends';
import { When } from '@/components/ui/age';
import { cn } from '@/components/ui/cn';
import { Name } from '@/components/ui/name';
import { toneText } from '@/components/ui/tone';
import { StatusBadge, statusTone } from '@/components/wire/status-badge';
import type { Wire } from '@/lib/wiring/wire';
import { useWindowRows } from './use-window-rows';

type Props = { wires: Wire[]; selected: string | null; onSelect: (id: string) => void };

/** The wires one under the other, for narrow screens. */
export function WireList({ wires, selected, onSelect }: Props) {
  const t = useTranslations('board');
  const rooms = useRooms();
  const nameOf = useNames();
  const list = useRef<HTMLUListElement>(null);
  const { shown, measure, height, topOf } = useWindowRows(list, {
    count: wires.length,
    height: 92,
    keyOf: (index) => wires[index]?.id ?? index,
    selected: selected === null ? -1 : wires.findIndex((wire) => wire.id === selected),
  });
  return (
    <ul ref={list} aria-label={t('table')} className="relative" style={{ height }}>
      {shown.map(({ index, key, start }) => {
        const wire = wires[index];
        if (!wire) return null;
        const says = saysOf(rooms, wire);
        return (
          <li
            key={key}
            ref={measure}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={wires.length}
            style={{ transform: `translateY(${topOf(start)}px)` }}
            className="absolute inset-x-0 top-0 border-b border-line"
          >
            <button
              type="button"
              aria-pressed={selected === wire.id}
              onClick={() => onSelect(wire.id)}
              className={cn(
                'grid w-full gap-1 bg-card px-4 py-3 text-left',
                selected === wire.id && 'shadow-[inset_3px_0_0_var(--focus)]',
              )}
            >
              <span className="flex items-start justify-between gap-3">
                <span className="min-w-0">
                  <Name text={nameOf(wire.sourceArn)} className="font-semibold" /> <span aria-hidden>→</span>{' '}
                  <Name text={nameOf(wire.readerArn)} className="font-semibold" />
                </span>
                <StatusBadge status={wire.status} />
              </span>
              <span className={cn('mono line-clamp-3', toneText[statusTone[wire.status]])}>
                {says ? (says.result ?? t('noResult')) : t(`shape.${wire.shape}`)}
              </span>
              <span className="text-sm text-ink-2">
                {says ? <span className="mono">{says.state}</span> : null}
                {wire.since ? (
                  <>
                    {says ? ' · ' : null}
                    {t.rich('since', { when: () => <When at={wire.since ?? ''} /> })}
                  </>
                ) : null}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
