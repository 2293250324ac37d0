'use client';

import { useTranslations } from 'next-intl';
import { Glyph, type GlyphName } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import type { ConnectionCheck } from '@/lib/wiring/connection';
import { CheckDetail } from './check-detail';

const glyphs: Record<ConnectionCheck['state'], GlyphName> = {
  passed: 'met',
  failed: 'missing',
  skipped: 'same',
  unknown: 'unknown',
  optional: 'open',
};

/** What was tried and is explained by a failure before it is not called untried. */
function shownState({ state, evidence }: ConnectionCheck): ConnectionCheck['state'] | 'explained' {
  return state === 'skipped' && evidence ? 'explained' : state;
}

/** One thing that was tried. A failed one opens to the cause, AWS's words, and what to paste. */
export function CheckRow({ check, open }: { check: ConnectionCheck; open: boolean }) {
  const t = useTranslations('connection.check');
  const title = (
    <>
      <Glyph name={glyphs[check.state]} />
      <span className="min-w-0 flex-1">
        <Words said={check.title} />
      </span>
      <span className="text-sm text-ink-3">{t(`state.${shownState(check)}`)}</span>
    </>
  );
  // A row that was not tried says nothing more, unless AWS said something to it.
  const isBare = check.state === 'skipped' ? !check.evidence : !check.cause && !check.evidence && !check.facts?.length;
  if (isBare) return <li className="flex items-baseline gap-2 px-4 py-2">{title}</li>;
  return (
    <li>
      <details open={open} className={open ? 'bg-bad-wash/40' : undefined}>
        <summary className="flex items-baseline gap-2 px-4 py-2">{title}</summary>
        <CheckDetail check={check} />
      </details>
    </li>
  );
}
