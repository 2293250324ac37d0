import { cn } from '@/components/ui/cn';
import { Glyph, type GlyphName } from '@/components/ui/glyph';
import type { Tone } from '@/components/ui/tone';
import type { VerdictState } from '@/lib/wiring/need';

const glyphs: Record<VerdictState, GlyphName> = {
  met: 'met',
  missing: 'missing',
  denied: 'missing',
  depends: 'warning',
  unknown: 'unknown',
};

/** The colour of a verdict; what is only advised warns where what is required stops. */
export function verdictTone(state: VerdictState, advised: boolean): Tone {
  if (state === 'met') return 'ok';
  if (state === 'unknown') return 'idle';
  return advised || state === 'depends' ? 'warn' : 'bad';
}

export function VerdictGlyph({
  state,
  advised,
  className,
}: {
  state: VerdictState;
  advised: boolean;
  className?: string;
}) {
  const name = advised && state === 'missing' ? 'warning' : glyphs[state];
  return <Glyph name={name} tone={verdictTone(state, advised)} className={cn(className)} />;
}
