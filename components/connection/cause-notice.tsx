'use client';

import { useTranslations } from 'next-intl';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import { firstFailure } from '@/lib/wiring/connection';
import { useCheck } from './use-connection';

/** The one cause, in one sentence, over everything else. */
export function CauseNotice({ id }: { id: string }) {
  const t = useTranslations('connection.check');
  const { data } = useCheck(id);
  const cause = data && firstFailure(data.checks)?.cause;
  if (!cause) return null;
  return (
    <p className="flex gap-1 rounded-xl border-l-2 border-bad bg-bad-wash/40 p-4">
      <Glyph name="missing" />
      <span className="min-w-0 wrap-anywhere">
        <strong className="font-semibold">
          <Words said={cause} />
        </strong>{' '}
        <a href="#doctor" className="underline">
          {t('toDoctor')}
        </a>
      </span>
    </p>
  );
}
