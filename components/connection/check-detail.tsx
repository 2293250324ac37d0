'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code';
import { Words } from '@/components/ui/words';
import type { ConnectionCheck } from '@/lib/wiring/connection';

/** Why, by what it is known, what else it can be, and what to paste. */
export function CheckDetail({ check }: { check: ConnectionCheck }) {
  const t = useTranslations('connection.check');
  const { cause, evidence, facts = [], fix, remaining = [] } = check;
  return (
    <div className="grid gap-3 px-4 pb-4 pl-10 max-sm:pl-4">
      {cause ? (
        <p className="max-w-prose font-medium wrap-anywhere">
          <Words said={cause} />
        </p>
      ) : null}
      {evidence ? (
        <figure>
          <figcaption className="text-sm text-ink-2">{t('evidence')}</figcaption>
          <blockquote className="mono whitespace-pre-wrap wrap-anywhere text-ink-2">{evidence}</blockquote>
        </figure>
      ) : null}
      {facts.map((fact) => (
        <p key={fact.key} className="max-w-prose text-ink-2 wrap-anywhere">
          <Words said={fact} />
        </p>
      ))}
      {remaining.length > 0 ? <Remaining remaining={remaining} /> : null}
      {fix ? (
        <p className="max-w-prose wrap-anywhere">
          <Words said={fix} />
        </p>
      ) : null}
      {fix?.command ? <CodeBlock label={t('command')} text={fix.command} wrap /> : null}
      {fix?.document ? <CodeBlock label={t('paste')} text={fix.document} /> : null}
    </div>
  );
}

/** The causes that nothing could rule out, each with how to tell it from the others. */
function Remaining({ remaining }: { remaining: NonNullable<ConnectionCheck['remaining']> }) {
  const t = useTranslations('connection.check');
  return (
    <div className="grid max-w-prose gap-2">
      <h3 className="font-medium">{t('remaining')}</h3>
      <ol className="grid list-decimal gap-2 pl-6">
        {remaining.map(({ cause, tell }) => (
          <li key={cause.key} className="wrap-anywhere">
            <Words said={cause} />
            <p className="text-ink-2">
              <Words said={tell} />
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
