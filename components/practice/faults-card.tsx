'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import type { PracticeAccounts } from '@/components/shell/use-practice';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Failure } from '@/components/ui/failure';
import { SectionHeading } from '@/components/ui/heading';
import { Loading } from '@/components/ui/skeleton';
import { aimed, isPreset, type Preset, presetGroups } from './fault-presets';
import { FaultRow } from './fault-row';
import { OtherFault } from './other-fault';
import { type Fault, useFaults, useSwitchFaults } from './use-faults';

const refreshEvery = 2_000;

/** Every trouble that can be switched on, with what it has done so far. */
export function FaultsCard({ practice }: { practice: PracticeAccounts }) {
  const t = useTranslations('practice');
  const rooms = useRooms();
  const { data, error, isFetching, refetch } = useFaults(refreshEvery, true);
  const change = useSwitchFaults();
  const running = (id: string) => data?.faults.find((fault) => fault.id === id);
  const others = data?.faults.filter(({ id }) => !isPreset(id)) ?? [];
  const set = (id: string, fault: Fault | null) =>
    change.mutate((faults) => [...faults.filter((one) => one.id !== id), ...(fault ? [fault] : [])]);
  const allOff = (
    <Button
      size="sm"
      disabled={!data || data.faults.length === 0}
      pending={change.isPending && data?.faults.length !== 0}
      onClick={() => change.mutate(() => [])}
    >
      {t('allOff')}
    </Button>
  );
  return (
    <Card aria-labelledby="faults">
      <CardHeader title={t('faults')} id="faults" aside={allOff}>
        <p className="max-w-prose text-ink-2">{t('faultsText')}</p>
      </CardHeader>
      {error ? (
        <Failure title={t('faultsFailed')} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : null}
      {change.error ? <Failure title={t('switchFailed')} error={change.error} /> : null}
      {!data && !error ? <Loading says={t('faultsReading')} lines={6} /> : null}
      {data
        ? groups.map(({ group, presets }) => (
            <section key={group} aria-labelledby={`faults-${group}`} className="border-b border-line last:border-b-0">
              <SectionHeading level={3} id={`faults-${group}`} className="bg-bank px-4 py-1.5 text-sm text-ink-2">
                {t(`group.${group}`)}
              </SectionHeading>
              <ul className="divide-y divide-line">
                {presets.map((preset) => (
                  <FaultRow
                    key={preset.id}
                    preset={aimed(rooms, preset)}
                    practice={practice}
                    running={running(preset.id)}
                    onSwitch={(fault) => set(preset.id, fault)}
                  />
                ))}
              </ul>
            </section>
          ))
        : null}
      {others.length > 0 ? (
        <section aria-labelledby="faults-others" className="border-t border-line">
          <SectionHeading level={3} id="faults-others" className="bg-bank px-4 py-1.5 text-sm text-ink-2">
            {t('group.others')}
          </SectionHeading>
          <ul className="divide-y divide-line">
            {others.map((fault) => (
              <OtherFault key={fault.id} fault={fault} onOff={() => set(fault.id, null)} />
            ))}
          </ul>
        </section>
      ) : null}
    </Card>
  );
}

const groups: { group: keyof typeof presetGroups; presets: readonly Preset[] }[] = [
  { group: 'busy', presets: presetGroups.busy },
  { group: 'lost', presets: presetGroups.lost },
  { group: 'rights', presets: presetGroups.rights },
];
