'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { use } from 'react';
import { AccountId } from '@/components/ui/account-id';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { SideMark } from '@/components/ui/side-mark';
import { commandScripts, scriptText } from '@/lib/wiring/call/command-script';
import type { Change } from '@/lib/wiring/plan/plan';
import { CallsContext } from './calls';

/** The same changes as `aws` commands, a block an account, in the order of the plan. */
export function CommandTab({ changes, nameOf }: { changes: Change[]; nameOf: (connectionId: string) => string }) {
  const t = useTranslations('plan.cli');
  const calls = use(CallsContext);
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-ink-2">{t('lead')}</p>
      {commandScripts(calls, changes).map((script, index) => {
        const name = nameOf(script.connectionId);
        const text = scriptText(script);
        return (
          <figure key={script.changes[0]?.id} className="overflow-hidden rounded-xl border border-line bg-card">
            <figcaption className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-1.5">
              <span className="text-sm text-ink-3 tabular-nums">{index + 1}</span>
              <SideMark half={script.side} />
              <span className="font-semibold">{name}</span>
              <AccountId id={script.accountId} />
              <span className="ml-auto flex gap-1">
                <CopyButton text={script.commands} aria-label={t('copy', { name })} />
                <Button
                  variant="quiet"
                  size="sm"
                  onClick={() => save(text, `tributary-${index + 1}-${script.accountId}.sh`)}
                >
                  <Download aria-hidden />
                  {t('download')}
                </Button>
              </span>
            </figcaption>
            <pre tabIndex={0} className="overflow-x-auto p-4 text-sm leading-5 focus-visible:-outline-offset-2">
              {script.commands}
            </pre>
          </figure>
        );
      })}
    </div>
  );
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/x-shellscript' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
