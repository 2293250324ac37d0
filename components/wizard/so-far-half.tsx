'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { CallsContext } from '@/components/plan/calls';
import { NeedName } from '@/components/plan/need-name';
import { VerdictGlyph, verdictTone } from '@/components/plan/verdict-glyph';
import { questionsOf, useRooms } from '@/components/resource/rooms';
import { pulseWords, useNames } from '@/components/resource/wire-ends';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { Glyph } from '@/components/ui/glyph';
import { SideMark } from '@/components/ui/side-mark';
import { toneText } from '@/components/ui/tone';
import { Words } from '@/components/ui/words';
import { accountOf } from '@/lib/wiring/arn';
import { typeOf } from '@/lib/wiring/call/calls';
import type { Verdict } from '@/lib/wiring/need';
import type { Half } from '@/lib/wiring/part';
import type { Plan } from '@/lib/wiring/plan/plan';
import { chosenInPlan, roleInPlan } from '@/lib/wiring/projection';
import { useEndWords } from './use-end-words';
import { useKind } from './use-kind';
import { useWizard } from './wizard-context';

type Props = {
  half: Half;
  plan: Plan | null;
  /** Ids of the changes that a run has made by now. */
  done: ReadonlySet<string>;
};

/** One half of the wire so far: what was chosen, and each thing it needs with its verdict or the change that mends it. */
export function SoFarHalf({ half, plan, done }: Props) {
  const t = useTranslations('wizard.so-far');
  const { choices, connections } = useWizard();
  const [arn, connectionId] =
    half === 'producer' ? [choices.source, choices.producer] : [choices.function, choices.consumer];
  const connection = connections.find(({ id }) => id === connectionId);
  const rooms = useRooms();
  const kind = useKind();
  const say = useEndWords(half === 'producer' ? kind.source : kind.reader);
  const calls = use(CallsContext);
  const nameOf = useNames();
  const chosen = plan ? chosenInPlan(plan) : null;
  const planned = pulseWords(rooms, kind.id)?.planned;
  const through =
    half === 'producer'
      ? questionsOf(rooms, kind, 'source').map(({ name }) => chosen?.[name] ?? choices.answers[name])
      : [];
  const verdicts = plan?.verdicts.filter(({ need }) => need.side === half) ?? [];
  const making =
    half === 'consumer'
      ? plan?.changes.find(({ call }) => typeOf(calls, call).settings?.(call).before === null)
      : undefined;
  return (
    <section className="rounded-xl border border-line bg-card p-3.5">
      <header className="flex items-center gap-2">
        <SideMark half={half} />
        <h3 className="min-w-0 flex-1 truncate font-semibold">
          {connection?.name ?? (arn ? <AccountId id={accountOf(arn) ?? ''} /> : t(`side.${half}`))}
        </h3>
        {plan ? <ReadAge at={plan.createdAt} className="text-sm text-ink-3" /> : null}
      </header>
      {arn ? (
        <p className="mono mt-2 truncate font-semibold" title={arn}>
          {nameOf(arn)}
        </p>
      ) : (
        <p className="mt-2 text-ink-2">{say('unchosen')}</p>
      )}
      {through.map((name) =>
        typeof name === 'string' ? (
          <p key={name} className="mono truncate text-ink-2">
            {t('through')} {name}
          </p>
        ) : null,
      )}
      {half === 'consumer' && plan ? (
        <p className="mono truncate text-ink-2">
          {t('role')} {nameOf(roleInPlan(plan))}
        </p>
      ) : null}
      <ul className="mt-1.5 grid gap-1">
        {grouped(verdicts, plan, done).map(({ verdict, more, change }) => (
          <Row key={verdict.need.id} verdict={verdict} more={more} change={change} />
        ))}
        {making ? (
          <li className="flex items-center gap-1">
            <Glyph name={done.has(making.id) ? 'met' : 'open'} />
            <span className="flex-1">
              <Words said={planned ? { key: planned } : making.title} />
            </span>
            {done.has(making.id) ? null : <span className="text-sm text-warn">{t('change', { id: making.id })}</span>}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function Row({ verdict, more, change }: { verdict: Verdict; more: number; change: string | undefined }) {
  const t = useTranslations('wizard.so-far');
  const tState = useTranslations('wire.state');
  const { need, state } = verdict;
  const advised = need.weight === 'advised';
  return (
    <li className="flex items-baseline gap-1">
      {change ? <Glyph name="open" /> : <VerdictGlyph state={state} advised={advised} />}
      <span className="min-w-0 flex-1">
        <NeedName need={need} />
        {more > 0 ? <span className="text-ink-2"> +{more}</span> : null}
      </span>
      {change ? (
        <span className="text-sm whitespace-nowrap text-warn">{t('change', { id: change })}</span>
      ) : state === 'met' ? (
        <span className="sr-only">{tState('met')}</span>
      ) : (
        <span className={`text-sm whitespace-nowrap ${toneText[verdictTone(state, advised)]}`}>{tState(state)}</span>
      )}
    </li>
  );
}

/** Rows that say the same of the same document are one row with a count. */
function grouped(judged: Verdict[], plan: Plan | null, done: ReadonlySet<string>) {
  const rows = new Map<string, { verdict: Verdict; more: number; change: string | undefined }>();
  for (const before of judged) {
    const answer = plan?.changes.find(({ answers }) => answers.includes(before.need.id))?.id;
    const made = answer !== undefined && done.has(answer);
    const verdict: Verdict = made ? { ...before, state: 'met' } : before;
    const change = made ? undefined : answer;
    const { demand, id } = verdict.need;
    const key =
      demand.type === 'grant' ? `${demand.place} ${verdict.state} ${change ?? ''} ${verdict.need.weight}` : id;
    const found = rows.get(key);
    if (found) found.more += 1;
    else rows.set(key, { verdict, more: 0, change });
  }
  return [...rows.values()];
}
