'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import { outputsIn } from '@/lib/wiring/call/outputs';
import type { Change } from '@/lib/wiring/plan/plan';
import { CallsContext } from './calls';

/** What a person should know of a change before it is made, and what of it only AWS will say. */
export function ChangeNotes({ change: { call, notes = [] } }: { change: Change }) {
  const t = useTranslations('plan');
  const calls = use(CallsContext);
  const planned = outputsIn(calls, call);
  if (notes.length === 0 && planned.length === 0) return null;
  return (
    <ul className="grid gap-1 border-t border-line bg-warn-wash/40 px-4 py-2">
      {notes.map((note) => (
        <li key={note.key} className="flex gap-1">
          <Glyph name="warning" />
          <span className="min-w-0 wrap-anywhere">
            <Words said={note} />
          </span>
        </li>
      ))}
      {planned.map(({ output: { placeholder } }) => (
        <li key={placeholder} className="flex gap-1">
          <Glyph name="open" tone="idle" />
          <span className="min-w-0">{t.rich('known-after', { part: () => <code>{placeholder}</code> })}</span>
        </li>
      ))}
    </ul>
  );
}
