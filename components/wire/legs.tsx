'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { CodeBlock } from '@/components/ui/code';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import type { Messages } from '@/lib/messages/catalogues';
import type { Leg, LegName } from '@/lib/wiring/trace';

const order: LegName[] = ['put', 'picked-up', 'invoked', 'logged'];

type DetailName = keyof Messages['trace']['details'];

type Shown =
  | Leg
  | { leg: LegName; state: 'idle'; milliseconds: null; detail: Record<string, string>; cause?: undefined };

/** The four legs of a record's way, left to right, each with its time; the one where it stopped says why. `put`: where it was put. */
export function Legs({ legs, put }: { legs: Leg[]; put: string }) {
  const t = useTranslations('trace');
  const time = useLegTime();
  const shown = order.map(
    (leg): Shown => legs.find((one) => one.leg === leg) ?? { leg, state: 'idle', milliseconds: null, detail: {} },
  );
  const stopped = shown.find(({ state }) => state === 'failed' || state === 'stalled');
  const logged = shown.find(({ leg, state }) => leg === 'logged' && state === 'done');
  const total = shown.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0);
  const line = logged?.detail.line ?? logged?.detail.message;
  return (
    <div className="grid gap-3">
      <ol aria-label={t('legs')} className="grid overflow-hidden rounded-xl border border-line bg-card sm:grid-cols-4">
        {shown.map((leg, index) => (
          <LegCell
            key={leg.leg}
            leg={leg}
            number={index + 1}
            text={leg.leg === 'put' ? put : t(`leg-text.${leg.leg}`)}
          />
        ))}
      </ol>
      <p role="status" className="font-semibold empty:hidden">
        {logged ? t('arrived', { time: time(total) }) : stopped ? t('stopped', { leg: t(`leg.${stopped.leg}`) }) : null}
      </p>
      {stopped?.cause ? (
        <p className="max-w-prose">
          <Words said={stopped.cause} />
        </p>
      ) : null}
      {line ? <CodeBlock label={t('line')} text={line} wrap /> : null}
    </div>
  );
}

function LegCell({ leg, number, text }: { leg: Shown; number: number; text: string }) {
  const t = useTranslations('trace');
  const time = useLegTime();
  const details = Object.entries(leg.detail).filter(([name]) => name !== 'line' && name !== 'message');
  return (
    <li
      className={cn(
        'grid content-start gap-1 border-line px-4 py-3 not-first:border-t sm:not-first:border-t-0 sm:not-first:border-l',
        leg.state === 'done' && 'bg-ok-wash/40',
        leg.state === 'failed' && 'bg-bad-wash/50',
        leg.state === 'stalled' && 'bg-warn-wash/60',
      )}
    >
      <p className="flex items-center gap-1.5 font-semibold">
        <LegSign state={leg.state} number={number} />
        {t(`leg.${leg.leg}`)}
        <span className="ml-auto text-sm font-normal text-ink-2 tabular-nums">
          {leg.state === 'done' && leg.milliseconds !== null ? time(leg.milliseconds) : t(`state.${leg.state}`)}
        </span>
      </p>
      <p className="text-sm text-ink-2">{text}</p>
      {details.length > 0 ? (
        <dl className="grid gap-0.5 font-mono text-xs text-ink-2">
          {details.map(([name, value]) => (
            <div key={name}>
              <dt className="sr-only">
                {t.has(`details.${name as DetailName}`) ? t(`details.${name as DetailName}`) : name}
              </dt>
              <dd className="line-clamp-2" title={`${name}: ${value}`}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  );
}

function LegSign({ state, number }: { state: Shown['state']; number: number }) {
  if (state === 'done') return <Glyph name="met" />;
  if (state === 'failed') return <Glyph name="missing" />;
  if (state === 'stalled') return <Glyph name="warning" />;
  if (state === 'waiting')
    return (
      <span
        aria-hidden
        className="mx-0.5 size-3 shrink-0 animate-spin rounded-full border-2 border-ink border-r-transparent"
      />
    );
  return (
    <span aria-hidden className="w-4 text-center text-sm font-normal text-ink-3">
      {number}
    </span>
  );
}

/** "240 ms", "1.2 s" */
function useLegTime(): (milliseconds: number) => string {
  const t = useTranslations('trace');
  return (milliseconds) =>
    milliseconds < 1000
      ? t('milliseconds', { count: Math.round(milliseconds) })
      : t('seconds', { count: Math.round(milliseconds / 100) / 10 });
}
