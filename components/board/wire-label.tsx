'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { When } from '@/components/ui/age';
import { cn } from '@/components/ui/cn';
import { toneText } from '@/components/ui/tone';
import { useWords } from '@/components/ui/words';
import { statusTone } from '@/components/wire/status-badge';
import { streamName } from '@/lib/wiring/arn';
import type { Wire } from '@/lib/wiring/inventory';
import { readerName } from './reader-name';

type Props = { wire: Wire; selected: boolean; onSelect: (id: string) => void; className?: string };

/** AWS's own words on the wire: its last result, its state, and since when. Pressing it looks closer. */
export const WireLabel = memo(function WireLabel({ wire, selected, onSelect, className }: Props) {
  const t = useTranslations();
  const say = useWords();
  const { mapping, status } = wire;
  const name = t('board.wireName', { source: streamName(wire.sourceArn), reader: readerName(wire) });
  const through = wire.consumerName === null ? null : t('board.through', { consumer: wire.consumerName });
  // What AWS says is often the same for many causes; the reason tells them apart.
  const reason = mapping && (status === 'broken' || status === 'half') ? say(wire.because) : null;
  const result = mapping ? (mapping.lastProcessingResult ?? t('board.noResult')) : null;
  return (
    <button
      type="button"
      aria-pressed={selected}
      aria-label={`${name}: ${t(`status.word.${status}`)}. ${[mapping?.state, result, through, reason].filter(Boolean).join(', ')}`}
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
      <span className="block truncate text-xs text-ink-2">{reason ?? <Standing wire={wire} through={through} />}</span>
    </button>
  );
});

/** The mapping's state as AWS says it, and since when the wire stands so. */
function Standing({ wire, through }: { wire: Wire; through: string | null }) {
  const t = useTranslations();
  return (
    <>
      {wire.mapping ? <span className="font-mono">{wire.mapping.state}</span> : t(`status.word.${wire.status}`)}
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
