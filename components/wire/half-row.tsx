'use client';

import { useTranslations } from 'next-intl';
import { NeedName } from '@/components/plan/need-name';
import { VerdictGlyph, verdictTone } from '@/components/plan/verdict-glyph';
import { cn } from '@/components/ui/cn';
import { SideMark } from '@/components/ui/side-mark';
import { toneText } from '@/components/ui/tone';
import { useWords } from '@/components/ui/words';
import type { Verdict } from '@/lib/wiring/need';
import type { Half } from '@/lib/wiring/part';
import type { HalfRow } from './half-rows';

type Props = { row: HalfRow; grant: string | null; onOpen: (needId: string) => void };

/** One fact on which both halves must agree: what each says of it, and the verdict between them. */
export function HalfRowView({ row, grant, onOpen }: Props) {
  const bad = (row.state === 'missing' || row.state === 'denied') && !row.advised;
  return (
    <tr
      className={cn(
        'grid border-t border-line md:grid-cols-[minmax(0,1fr)_10.5rem_minmax(0,1fr)]',
        bad && 'bg-bad-wash/60',
      )}
    >
      <HalfCell half="producer" verdicts={row.producer} both={row.both} grant={grant} onOpen={onOpen} />
      <Gutter row={row} />
      <HalfCell half="consumer" verdicts={row.consumer} both={row.both} grant={grant} onOpen={onOpen} />
    </tr>
  );
}

function Gutter({ row }: { row: HalfRow }) {
  const t = useTranslations('wire');
  const isGrant = [...row.producer, ...row.consumer].some(({ need }) => need.demand.type === 'grant');
  return (
    <td
      className={cn(
        'flex items-center gap-1 border-line px-3 py-1.5 font-medium whitespace-nowrap md:justify-center md:border-x',
        toneText[verdictTone(row.state, row.advised)],
        row.state === 'unknown' && 'hatched',
      )}
    >
      <VerdictGlyph state={row.state} advised={row.advised} />
      {t(isGrant ? `state.${row.state}` : `fact-state.${row.state}`)}
      {row.advised && row.state !== 'met' ? ` (${t('advised')})` : ''}
    </td>
  );
}

type CellProps = {
  half: Half;
  verdicts: Verdict[];
  both: Verdict[];
  grant: string | null;
  onOpen: (needId: string) => void;
};

function HalfCell({ half, verdicts, both, grant, onOpen }: CellProps) {
  const t = useTranslations('wire');
  const shown = verdicts.length > 0 ? verdicts : half === 'producer' ? both : [];
  return (
    <td className={cn('flex min-w-0 flex-col', shown.length === 0 && 'max-md:hidden')}>
      {shown.map((verdict) => (
        <button
          key={verdict.need.id}
          type="button"
          aria-expanded={verdict.need.id === grant}
          onClick={() => onOpen(verdict.need.id)}
          className={cn(
            'flex w-full flex-1 items-center gap-x-2 px-4 py-1.5 max-sm:flex-wrap text-left hover:bg-idle-wash focus-visible:-outline-offset-2',
            verdict.state === 'unknown' && 'hatched',
            verdict.need.id === grant && 'bg-idle-wash shadow-[inset_3px_0_0_var(--focus)]',
          )}
        >
          <SideMark half={half} className="md:hidden" />
          <NeedName need={verdict.need} className="shrink-0 max-sm:shrink" />
          <VerdictGlyph state={verdict.state} advised={verdict.need.weight === 'advised'} />
          <Evidence verdict={verdict} />
        </button>
      ))}
      {shown.length === 0 && both.length === 0 ? (
        <span className="px-4 py-1.5 text-ink-3">{t('not-asked')}</span>
      ) : null}
    </td>
  );
}

/** The statement that grants, by its name; otherwise what was found in a word. */
function Evidence({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('wire');
  const words = useWords();
  const { state, statement, need } = verdict;
  if (need.demand.type === 'fact')
    return <span className="min-w-0 truncate text-sm text-ink-2">{words(verdict.because)}</span>;
  if (state === 'met' && statement) {
    return <span className="mono min-w-0 truncate text-ink-2">{statement.sid ?? statement.policy}</span>;
  }
  return (
    <span className={cn('min-w-0 truncate text-sm', toneText[verdictTone(state, need.weight === 'advised')])}>
      {state === 'missing' ? t('not-in-policy') : t(`state.${state}`)}
    </span>
  );
}
