import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { Connection } from '@/lib/wiring/connection';

const tones = { ready: 'ok', failing: 'bad', unchecked: 'warn', unclear: 'warn' } as const;

export function ConnectionState({ state }: { state: Connection['checkState'] }) {
  const t = useTranslations('connection.state');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
