'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code';
import { Glyph, type GlyphName } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import type { ConnectionCheck } from '@/lib/wiring/connection';

const glyphs: Record<ConnectionCheck['state'], GlyphName> = {
  passed: 'met',
  failed: 'missing',
  skipped: 'same',
  unknown: 'unknown',
};

/** One thing that was tried. A failed one opens to the cause, AWS's words, and what to paste. */
export function CheckRow({ check, open }: { check: ConnectionCheck; open: boolean }) {
  const t = useTranslations('connection.check');
  const title = (
    <>
      <Glyph name={glyphs[check.state]} />
      <span className="min-w-0 flex-1">
        <Words said={check.title} />
      </span>
      <span className="text-sm text-ink-3">{t(`state.${check.state}`)}</span>
    </>
  );
  if (check.state === 'skipped' || (!check.cause && !check.fix && !check.evidence))
    return <li className="flex items-baseline gap-2 px-4 py-2">{title}</li>;
  return (
    <li>
      <details open={open} className={open ? 'bg-bad-wash/40' : undefined}>
        <summary className="flex items-baseline gap-2 px-4 py-2">{title}</summary>
        <div className="grid gap-3 px-4 pb-4 pl-10">
          {check.cause ? (
            <p className="max-w-prose font-medium">
              <Words said={check.cause} />
            </p>
          ) : null}
          {check.evidence ? <p className="mono text-ink-2">{check.evidence}</p> : null}
          {check.fix ? (
            <p className="max-w-prose">
              <Words said={check.fix} />
            </p>
          ) : null}
          {check.fix?.document ? <CodeBlock label={t('paste')} text={check.fix.document} /> : null}
        </div>
      </details>
    </li>
  );
}
