import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import type { RunState } from '@/lib/wiring/run';

const tones: Record<RunState, Tone> = {
  running: 'warn',
  waiting: 'warn',
  undoing: 'warn',
  done: 'ok',
  failed: 'bad',
  interrupted: 'bad',
  undone: 'idle',
};

/** The state of a run in one word. */
export function RunBadge({ state }: { state: RunState }) {
  const t = useTranslations('run.state');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
