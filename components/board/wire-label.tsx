'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { saysOf, throughOf, useNames } from '@/components/resource/wire-ends';
import { When } from '@/components/ui/age';
import { cn } from '@/components/ui/cn';
import { toneText } from '@/components/ui/tone';
import { useWords } from '@/components/ui/words';
import { statusTone } from '@/components/wire/status-badge';
import type { Wire } from '@/lib/wiring/wire';

type Props = { wire: Wire; selected: boolean; onSelect: (id: string) => void; className?: string };

/** AWS's own words on the wire: its last result, its state, and since when. Pressing it looks closer. */
export const WireLabel = memo(function WireLabel({ wire, selected, onSelect, className }: Props) {
  const t = useTranslations();
  const say = useWords();
  const rooms = useRooms();
  const nameOf = useNames();
  const { status } = wire;
  const says = saysOf(rooms, wire);
  const name = t('board.wireName', { source: nameOf(wire.sourceArn), reader: nameOf(wire.readerArn) });
  const said = throughOf(rooms, wire)?.said;
  const through = said ? say(said) : null;
  // What AWS says is often the same for many causes; the reason tells them apart.
  const reason = says && (status === 'broken' || status === 'half') ? say(wire.because) : null;
  const result = says ? (says.result ?? t('board.noResult')) : null;
  return (
    <button
      type="button"
      aria-pressed={selected}
      aria-label={`${name}: ${t(`status.word.${status}`)}. ${[says?.state, result, through, reason].filter(Boolean).join(', ')}`}
      title={[result, reason].filter(Boolean).join('\n') || undefined}
      onClick={() => onSelect(wire.id)}
      className={cn(
        'max-w-full rounded-md border border-line-strong bg-card px-2 py-0.5 text-center leading-4 hover:border-ink-3',
        statusTone[status] === 'bad' && 'border-bad/50',
        selected && 'border-focus hover:border-focus',
        className,
      )}
    >
      <span className={cn('mono block truncate', toneText[statusTone[status]])}>
        {result ?? t(`board.shape.${wire.shape}`)}
      </span>
      <span className="block truncate text-xs text-ink-2">
        {reason ?? <Standing wire={wire} state={says?.state} through={through} />}
      </span>
    </button>
  );
});

type StandingProps = { wire: Wire; state: string | undefined; through: string | null };

/** The state as AWS says it, and since when the wire stands so. */
function Standing({ wire, state, through }: StandingProps) {
  const t = useTranslations();
  return (
    <>
      {state ? <span className="font-mono">{state}</span> : t(`status.word.${wire.status}`)}
      {through ? ` · ${through}` : null}
      {wire.since ? (
        <>
          {' · '}
          {t.rich('board.since', { when: () => <When at={wire.since ?? ''} /> })}
        </>
      ) : null}
    </>
  );
}
