import { cn } from './cn';
import { type Tone, toneText } from './tone';

export type GlyphName = 'met' | 'missing' | 'warning' | 'unknown' | 'open' | 'add' | 'change' | 'remove' | 'same';

const glyphs: Record<GlyphName, { sign: string; tone: Tone }> = {
  met: { sign: '✓', tone: 'ok' },
  missing: { sign: '✕', tone: 'bad' },
  warning: { sign: '!', tone: 'warn' },
  unknown: { sign: '?', tone: 'idle' },
  open: { sign: '○', tone: 'warn' },
  add: { sign: '+', tone: 'ok' },
  change: { sign: '~', tone: 'warn' },
  remove: { sign: '−', tone: 'bad' },
  same: { sign: '=', tone: 'idle' },
};

/** A one-character sign. Hidden from screen readers: the word that goes with it says the same. */
export function Glyph({ name, tone, className }: { name: GlyphName; tone?: Tone; className?: string }) {
  const { sign, tone: own } = glyphs[name];
  return (
    <span
      aria-hidden
      className={cn('inline-block w-4 shrink-0 text-center font-semibold', toneText[tone ?? own], className)}
    >
      {sign}
    </span>
  );
}
