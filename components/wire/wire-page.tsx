'use client';

import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useConnections } from '@/components/connection/use-connections';
import { LogView } from '@/components/log/log-view';
import { connectionNames } from '@/components/plan/connection-names';
import { Failure } from '@/components/ui/failure';
import { ProgressLine } from '@/components/ui/progress-line';
import { Loading } from '@/components/ui/skeleton';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Activity } from './activity';
import { GrantPanel } from './grant-panel';
import { Halves } from './halves';
import { MainCause } from './main-cause';
import { Policies } from './policies';
import { TABS, wireParams } from './search-params';
import { TestRecord } from './test-record';
import { useWire } from './use-wire';
import { WireHeader } from './wire-header';

/** One wire: its two halves row against row, their policies, its log, and what was done to it. */
export function WirePage({ id }: { id: string }) {
  const t = useTranslations('wire');
  const [{ tab, grant, record }, setParams] = useQueryStates(wireParams, { history: 'replace' });
  const asked = useWire(id);
  const { data: connections = [] } = useConnections();
  if (asked.isPending) return <Loading says={t('loading')} lines={6} className="p-8" />;
  if (!asked.data) {
    return (
      <div className="grid content-start gap-4 px-5 py-5">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <Failure title={t('failed')} error={asked.error} onRetry={() => void asked.refetch()} />
      </div>
    );
  }
  const detail = asked.data;
  const { wire, verdicts } = detail;
  const nameOf = connectionNames(connections);
  const producer = connections.find(({ id: one }) => one === wire.producer.connectionId);
  const open = verdicts.find(({ need }) => need.id === grant);
  return (
    <div className="relative mx-auto grid w-full max-w-7xl grid-cols-1 content-start gap-4 px-5 py-5 max-sm:px-4">
      <ProgressLine active={asked.isFetching} />
      <WireHeader
        wire={wire}
        verdicts={verdicts}
        recording={record}
        onRecord={() => void setParams({ record: record ? null : true })}
        onRefresh={() => void asked.refetch()}
        refreshing={asked.isFetching}
      />
      {asked.error ? <Failure title={t('failed')} error={asked.error} onRetry={() => void asked.refetch()} /> : null}
      {record ? (
        <div className="rounded-xl border border-line-strong bg-bank p-4">
          <TestRecord
            wireId={id}
            source={wire.sourceArn}
            readOnlyName={producer?.mode === 'read-only' ? producer.name : null}
          />
        </div>
      ) : null}
      <MainCause verdicts={verdicts} wire={wire} />
      <Tabs
        value={tab}
        onValueChange={(to) => void setParams({ tab: TABS.find((one) => one === to) ?? null, grant: null })}
      >
        <TabsList label={t('tabs')}>
          {TABS.map((one) => (
            <TabsTrigger key={one} value={one}>
              {t(`tab.${one}`)}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="halves">
          <Halves detail={detail} nameOf={nameOf} grant={grant} onOpen={(need) => void setParams({ grant: need })} />
        </TabsContent>
        <TabsContent value="policies">
          <Policies detail={detail} />
        </TabsContent>
        <TabsContent value="logs">
          <LogView wire={wire} />
        </TabsContent>
        <TabsContent value="activity">
          <Activity runs={detail.runs} />
        </TabsContent>
      </Tabs>
      {open && tab === 'halves' ? (
        <GrantPanel key={open.need.id} verdict={open} detail={detail} onClose={() => void setParams({ grant: null })} />
      ) : null}
    </div>
  );
}
