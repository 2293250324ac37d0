'use client';

import { ExternalLink, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, use, useEffect, useRef } from 'react';
import { NeedName } from '@/components/plan/need-name';
import { verdictTone } from '@/components/plan/verdict-glyph';
import { PartDrawingsContext } from '@/components/resource/part-drawings';
import { useRooms } from '@/components/resource/rooms';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RefusalFacts } from '@/components/ui/failure';
import { useShortcut } from '@/components/ui/shortcut';
import { SideMark } from '@/components/ui/side-mark';
import { useWords, Words } from '@/components/ui/words';
import type { Messages } from '@/lib/messages/catalogues';
import type { Verdict } from '@/lib/wiring/need';
import { readerOf } from '@/lib/wiring/projection';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { around, besidePolicy, policyBehind } from './policy-text';
import { RepairButton } from './repair-button';

type OwnName = keyof Messages['wire']['panel']['policy-name'];

type Props = { verdict: Verdict; detail: WireDetail; onClose: () => void };

/** What is behind one verdict: why it is needed, what was found, the statement that decided, and the fix. */
export function GrantPanel({ verdict, detail, onClose }: Props) {
  const t = useTranslations('wire');
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    close.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useShortcut('Escape', onClose);
  const { need, state } = verdict;
  const advised = need.weight === 'advised';
  const fixable = readerOf(detail.wire) !== null && state === 'missing' && !advised;
  return (
    <aside
      aria-label={t('panel.title')}
      className="fixed inset-y-0 right-0 z-40 flex w-[32rem] max-w-full flex-col border-l border-line bg-card shadow-float"
    >
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
        {need.side === 'both' ? null : <SideMark half={need.side} />}
        <h2 className="min-w-0 font-semibold">
          <NeedName need={need} />
        </h2>
        <Badge tone={verdictTone(state, advised)}>
          {t(need.demand.type === 'grant' ? `state.${state}` : `fact-state.${state}`)}
        </Badge>
        <Button
          ref={close}
          variant="quiet"
          size="icon"
          className="ml-auto"
          aria-label={t('panel.close')}
          onClick={onClose}
        >
          <X aria-hidden />
        </Button>
      </header>
      <div className="grid flex-1 content-start gap-5 overflow-y-auto px-4 py-4">
        <Part title={t('panel.judged')}>
          <p>
            <Words said={verdict.because} />
          </p>
          {verdict.dependsOn?.length ? <p className="text-ink-2">{t('panel.depends-text')}</p> : null}
          {verdict.unread ? <RefusalFacts refusal={verdict.unread} /> : null}
        </Part>
        <Part title={t('panel.why')}>
          <p>
            <Words said={need.why} />
          </p>
          <p>
            <a
              href={need.source}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-ink-2 underline underline-offset-2 hover:text-ink"
            >
              {t('panel.source')}
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          </p>
        </Part>
        <PolicyPart verdict={verdict} detail={detail} />
        {fixable ? (
          <Part title={t('panel.fix')}>
            <p className="text-ink-2">{t('panel.fix-text')}</p>
            <p>
              <RepairButton wireId={detail.wire.id} />
            </p>
          </Part>
        ) : null}
      </div>
    </aside>
  );
}

function PolicyPart({ verdict, detail }: Pick<Props, 'verdict' | 'detail'>) {
  const t = useTranslations('wire.panel');
  // Policies that AWS gives no name of their own.
  const isOwnName = (name: string): name is OwnName => t.has(`policy-name.${name as OwnName}`);
  const rooms = useRooms();
  const words = useWords();
  const beside = besidePolicy(use(PartDrawingsContext), verdict, detail.evidence);
  const policy = policyBehind(rooms, verdict, detail.evidence);
  if (beside) return <Part title={words({ key: beside.title })}>{beside.body}</Part>;
  if (!policy) return null;
  const [before, statement, after] = around(policy.text, verdict.statement?.text);
  return (
    <Part title={t(statement ? 'decided' : 'document')}>
      <p className="text-sm text-ink-2">
        {t.rich('in', {
          policy: () => (isOwnName(policy.name) ? t(`policy-name.${policy.name}`) : <code>{policy.name}</code>),
        })}
      </p>
      <pre
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-bank p-3 text-sm leading-5 text-ink-2"
      >
        {before}
        {statement ? <mark className="bg-warn-wash text-ink">{statement}</mark> : null}
        {after}
      </pre>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="text-sm font-medium text-ink-2">{title}</h3>
      {children}
    </section>
  );
}
