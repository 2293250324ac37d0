'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/input';
import type { MessageKey } from '@/lib/messages/message-key';
import type { MappingSettings } from '@/lib/wiring/setting/settings';
import { valueProblem } from './changed-settings';
import { useKind } from './use-kind';

const MOST = 5;

type Props = {
  id: string;
  settings: MappingSettings;
  bad: boolean;
  onSet: (name: 'filters', value: string[]) => void;
  onJudge: (problem: MessageKey | null) => void;
};

/** Filter patterns, each a JSON text; any one of them may match. */
export function FilterPatterns({ id, settings, bad, onSet, onJudge }: Props) {
  const t = useTranslations('wizard.settings');
  const { pattern } = drawingOf(useRooms(), useKind().source);
  const [patterns, setPatterns] = useState<{ key: number; text: string }[]>(
    settings.filters.map((text, key) => ({ key, text })),
  );
  const take = (next: { key: number; text: string }[]) => {
    setPatterns(next);
    const filters = next.map((pattern) => pattern.text.trim()).filter((text) => text !== '');
    const problem = valueProblem('filters', filters);
    onJudge(problem);
    if (problem === null) onSet('filters', filters);
  };
  return (
    <div className="grid gap-2">
      {patterns.map(({ key, text }, index) => (
        <div key={key} className="flex items-start gap-1">
          <Textarea
            mono
            rows={2}
            className="min-h-14"
            value={text}
            id={index === 0 ? `${id}-control` : undefined}
            aria-label={t('filter-label', { number: index + 1 })}
            aria-invalid={(bad && valueProblem('filters', [text]) !== null) || undefined}
            aria-describedby={`${id}-error`}
            placeholder={pattern}
            onChange={(event) =>
              take(patterns.map((one) => (one.key === key ? { key, text: event.target.value } : one)))
            }
          />
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('remove-filter', { number: index + 1 })}
            onClick={() => take(patterns.filter((one) => one.key !== key))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        className="justify-self-start"
        id={patterns.length === 0 ? `${id}-control` : undefined}
        disabled={patterns.length >= MOST}
        onClick={() => setPatterns([...patterns, { key: (patterns.at(-1)?.key ?? -1) + 1, text: '' }])}
      >
        <Plus aria-hidden />
        {t('add-filter')}
      </Button>
    </div>
  );
}
