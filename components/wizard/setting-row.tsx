'use client';

import { HelpCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Glyph } from '@/components/ui/glyph';
import { useWords } from '@/components/ui/words';
import type { MessageKey } from '@/lib/messages/message-key';
import { SettingControl } from './setting-control';
import type { SettingRowProps } from './setting-props';

/** One option: its name, its control, whether it was changed, and why the default is what it is. */
export function SettingRow({ option, settings, base, fixed, problem, onSet, onJudge }: SettingRowProps) {
  const t = useTranslations('wizard.settings');
  const words = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [bad, setBad] = useState<MessageKey | null>(null);
  const { name } = option;
  const changed = JSON.stringify(settings[name]) !== JSON.stringify(base);
  const said = bad ?? problem;
  const judge = (key: MessageKey | null) => {
    setBad(key);
    onJudge(name, key === null);
  };
  return (
    <div className="grid gap-x-4 gap-y-2 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 self-start sm:min-h-8">
        <label htmlFor={fixed ? undefined : `${id}-control`} id={`${id}-label`} className="font-medium">
          {words({ key: `setting.${name}.label` })}
        </label>
        <Button
          variant="quiet"
          size="sm"
          className="min-h-6 px-1.5 text-ink-2"
          aria-expanded={open}
          aria-controls={`${id}-why`}
          onClick={() => setOpen(!open)}
        >
          <HelpCircle aria-hidden className="size-3.5!" />
          {t('why')}
          <span className="sr-only">: {words({ key: `setting.${name}.label` })}</span>
        </Button>
        {changed ? <Badge tone="warn">{t('changed')}</Badge> : null}
      </div>
      <div className="min-w-0">
        {fixed ? (
          <p className="flex min-h-8 flex-wrap items-center gap-x-2">
            <code>{String(settings[name] ?? '—')}</code>
            <span className="text-sm text-ink-2">{t('fixed')}</span>
          </p>
        ) : (
          <SettingControl
            option={option}
            settings={settings}
            id={id}
            bad={said !== undefined && said !== null}
            onSet={onSet}
            onJudge={judge}
          />
        )}
        <p id={`${id}-error`} aria-live="polite" className="flex text-sm text-bad">
          {said ? (
            <>
              <Glyph name="missing" />
              <span>{words({ key: said })}</span>
            </>
          ) : null}
        </p>
      </div>
      <p id={`${id}-why`} hidden={!open} className="max-w-prose text-ink-2 sm:col-span-2">
        {words({ key: `setting.${name}.why` })}
      </p>
    </div>
  );
}
