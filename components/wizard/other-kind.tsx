'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { useWords } from '@/components/ui/words';
import { resourceIdOf } from '@/lib/wiring/resource/arn-reading';

type Props = { arn: string; chosen: string; onChoose: (kind: string) => void };

/** Says of an ARN that another kind begins at what it names, and offers that kind. */
export function OtherKind({ arn, chosen, onChoose }: Props) {
  const t = useTranslations('wizard.other-kind');
  const words = useWords();
  const { kinds, resources } = useRooms();
  const is = resourceIdOf(resources, arn.trim());
  const fitting = kinds.filter(({ source, via }) => is !== null && (source === is || via === is));
  const [other] = fitting;
  if (other === undefined || fitting.some(({ id }) => id === chosen)) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2">
      {t('text', { kind: words({ key: `kind.${other.id}.name` }) })}
      <Button size="sm" onClick={() => onChoose(other.id)}>
        {t('choose')}
      </Button>
    </p>
  );
}
