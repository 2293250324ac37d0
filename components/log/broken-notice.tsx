'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { saysOf } from '@/components/resource/wire-ends';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import type { Wire } from '@/lib/wiring/wire';

/** Why no new lines may come although somebody writes to the stream: what stops the wire, in AWS's words and ours. */
export function BrokenNotice({ wire }: { wire: Wire }) {
  const t = useTranslations('log');
  const result = saysOf(useRooms(), wire)?.result;
  if (wire.status !== 'broken' || !result) return null;
  return (
    <div className="flex gap-1 border-b border-line bg-bad-wash/60 px-4 py-2">
      <Glyph name="missing" />
      <div className="min-w-0">
        <p className="font-medium">
          <Words said={wire.because} />
        </p>
        <p className="wrap-anywhere text-ink-2">{t.rich('last-result', { result: () => <code>{result}</code> })}</p>
      </div>
    </div>
  );
}
