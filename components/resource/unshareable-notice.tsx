import type { ReactNode } from 'react';
import { Glyph } from '@/components/ui/glyph';

type Props = { title: string; why: string; what: string; children: ReactNode };

/** A source that no other account can read: why, what can be done, and how. */
export function UnshareableNotice({ title, why, what, children }: Props) {
  return (
    <div role="alert" className="grid gap-3 rounded-xl border border-bad/40 bg-bad-wash px-4 py-3">
      <div className="flex gap-1">
        <Glyph name="missing" />
        <div className="min-w-0">
          <p className="font-semibold wrap-anywhere">{title}</p>
          <p className="text-ink-2">{why}</p>
        </div>
      </div>
      <p>{what}</p>
      {children}
    </div>
  );
}
