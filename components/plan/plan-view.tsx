'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Glyph } from '@/components/ui/glyph';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Words } from '@/components/ui/words';
import type { Plan } from '@/lib/wiring/plan/plan';
import { ChangeCard } from './change-card';
import { CheckList } from './check-list';
import { CommandTab } from './command-tab';
import { Costs } from './costs';
import { HalfDoneNotice } from './half-done-notice';
import { Needs } from './needs';
import { onlyReadOnlyStops } from './readiness';

/** A plan: its checks, what is needed, the changes in order with what they do and how they are undone, and as commands. */
export function PlanView({ plan, nameOf }: { plan: Plan; nameOf: (connectionId: string) => string }) {
  const t = useTranslations('plan');
  return (
    <div className="grid gap-5">
      {plan.blocked && !onlyReadOnlyStops(plan) ? (
        <div role="alert" className="rounded-xl border border-bad bg-bad-wash/50 px-4 py-3">
          <p className="flex gap-1 font-semibold">
            <Glyph name="missing" />
            {t('blocked.title')}
          </p>
          <p className="pl-5 text-ink-2">{t('blocked.text')}</p>
        </div>
      ) : null}
      <HalfDoneNotice wireId={plan.wireId} />
      <Costs costs={plan.costs} />
      <CheckList checks={plan.checks} />
      {plan.verdicts.length > 0 && plan.purpose === 'wire' ? (
        <Needs verdicts={plan.verdicts} changes={plan.changes} />
      ) : null}
      {plan.changes.length > 0 ? (
        <Tabs defaultValue="here">
          <TabsList label={t('way.title')}>
            <TabsTrigger value="here">{t('changes')}</TabsTrigger>
            <TabsTrigger value="cli">{t('way.cli')}</TabsTrigger>
          </TabsList>
          <TabsContent value="here">
            <ol className="grid gap-2">
              {plan.changes.map((change) => (
                <ChangeCard key={change.id} change={change} accountName={nameOf(change.place.connectionId)} />
              ))}
            </ol>
          </TabsContent>
          <TabsContent value="cli">
            <CommandTab changes={plan.changes} nameOf={nameOf} />
          </TabsContent>
        </Tabs>
      ) : null}
      {plan.keeps.length > 0 ? (
        <section aria-label={t('keeps')}>
          <ul className="grid gap-1 text-ink-2">
            {plan.keeps.map((said) => (
              <li key={`${said.key} ${JSON.stringify(said.values)}`} className="flex gap-1">
                <Glyph name="same" />
                <span>
                  <Words said={said} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

/** The plan that asks for nothing. */
export function NothingToDo({ plan }: { plan: Plan }) {
  const t = useTranslations('plan.nothing');
  return (
    <Empty
      className="rounded-xl border border-line bg-card"
      title={t('title')}
      actions={
        <Button asChild variant="primary">
          <Link href={plan.purpose === 'wire' ? `/wires/${plan.wireId}` : '/'}>
            {t(plan.purpose === 'wire' ? 'open' : 'board')}
          </Link>
        </Button>
      }
    >
      {t(plan.purpose === 'wire' ? 'text' : 'removal-text')}
    </Empty>
  );
}
