'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { Glyph } from '@/components/ui/glyph';
import { Kbd } from '@/components/ui/kbd';
import { RadioCards } from '@/components/ui/radio-cards';
import { useShortcut } from '@/components/ui/shortcut';
import { useWords } from '@/components/ui/words';
import type { KindId } from '@/lib/wiring/kind/kind-id';
import { StepFrame } from './step-frame';
import { useEndWords } from './use-end-words';
import { useKind } from './use-kind';
import { usePrimaryKey } from './use-primary-key';
import { useWizard } from './wizard-context';

/** How the stream is read: each kind says when to choose it, what it costs and what binds it. */
export function KindStep() {
  const t = useTranslations('wizard');
  const words = useWords();
  const { kinds } = useRooms();
  const { choices, unknownKind, choose, goTo } = useWizard();
  const kind = useKind();
  const chosen = kind.id;
  const source = useEndWords(kind.source);
  const proceed = () => {
    if (choices.kind !== chosen) choose({ kind: chosen });
    goTo('source');
  };
  useShortcut(
    kinds.map((_, index) => String(index + 1)),
    (event) => choose({ kind: kinds[Number(event.key) - 1]?.id ?? null }),
  );
  usePrimaryKey(proceed);
  const say = (id: KindId, what: 'name' | 'when' | 'cost' | 'constraint') => words({ key: `kind.${id}.${what}` });
  return (
    <StepFrame
      lead={t('kind.lead')}
      actions={
        <Button variant="primary" onClick={proceed}>
          {source('choose')}
        </Button>
      }
    >
      {unknownKind === null ? null : (
        <p role="status" className="mb-4 flex gap-1 rounded-xl border border-line bg-warn-wash px-4 py-3">
          <Glyph name="warning" />
          <span className="min-w-0 wrap-anywhere">{t('kind.unknown', { kind: unknownKind })}</span>
        </p>
      )}
      <RadioCards
        label={t('step.kind.heading')}
        value={chosen}
        onChange={(kind) => choose({ kind })}
        options={kinds.map(({ id }, index) => ({
          value: id,
          title: (
            <span className="flex items-center justify-between gap-3">
              {say(id, 'name')}
              <Kbd>{index + 1}</Kbd>
            </span>
          ),
          text: (
            <span className="grid gap-1 pt-1">
              <span className="text-base text-ink">{say(id, 'when')}</span>
              <span>{say(id, 'cost')}</span>
              <span>{say(id, 'constraint')}</span>
            </span>
          ),
        }))}
      />
    </StepFrame>
  );
}
