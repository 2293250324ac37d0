'use client';

import { Keyboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SectionHeading } from '@/components/ui/heading';
import { Kbd } from '@/components/ui/kbd';
import { useShortcut } from '@/components/ui/shortcut';

const groups = {
  everywhere: { help: ['?'], search: ['/'], close: ['Esc'] },
  board: { next: ['j'], previous: ['k'], open: ['Enter'], refresh: ['r'], copy: ['c'] },
  log: { follow: ['f'], filterLog: ['/'], wrap: ['w'], ends: ['Home', 'End'] },
} as const;

/** Every key, on `?`. */
export function KeyboardHelp() {
  const t = useTranslations('app.keys');
  const [open, setOpen] = useState(false);
  useShortcut('?', () => setOpen(true));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('title')}
      description={t('text')}
      trigger={
        <Button variant="quiet" size="icon" aria-label={t('title')} title={t('title')} className="max-sm:hidden">
          <Keyboard aria-hidden />
        </Button>
      }
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <KeyGroup title={t('group.everywhere')} keys={groups.everywhere} />
        <KeyGroup title={t('group.board')} keys={groups.board} />
        <KeyGroup title={t('group.log')} keys={groups.log} />
      </div>
    </Dialog>
  );
}

type Deed = { [Group in keyof typeof groups]: keyof (typeof groups)[Group] }[keyof typeof groups];

function KeyGroup({ title, keys }: { title: string; keys: Partial<Record<Deed, readonly string[]>> }) {
  const t = useTranslations('app.keys.deed');
  const rows = Object.entries(keys) as [Deed, readonly string[]][];
  return (
    <div>
      <SectionHeading level={3}>{title}</SectionHeading>
      <dl className="mt-2 grid gap-1.5">
        {rows.map(([deed, names]) => (
          <div key={deed} className="flex justify-between gap-4">
            <dt>{t(deed)}</dt>
            <dd className="flex gap-1">
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
