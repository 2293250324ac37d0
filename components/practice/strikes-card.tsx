'use client';

import { useTranslations } from 'next-intl';
import { When } from '@/components/ui/age';
import { Card, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Name } from '@/components/ui/name';
import { Loading } from '@/components/ui/skeleton';
import { isPreset } from './fault-presets';
import { type FaultStrike, useFaults } from './use-faults';

const refreshEvery = 2_000;

/** The last calls that a fault struck, newest first. What cannot be read is said over the list of faults. */
export function StrikesCard() {
  const t = useTranslations('practice');
  const { data, error } = useFaults(refreshEvery, true);
  return (
    <Card aria-labelledby="strikes">
      <CardHeader title={t('strikes')} id="strikes">
        <p className="text-ink-2">{t('strikesText')}</p>
      </CardHeader>
      {!data && !error ? <Loading says={t('faultsReading')} /> : null}
      {!data && error ? <p className="p-4 text-ink-2">{t('strikesUnread')}</p> : null}
      {data?.strikes.length === 0 ? <Empty title={t('noStrikes')}>{t('noStrikesText')}</Empty> : null}
      <ol tabIndex={0} className="max-h-96 divide-y divide-line overflow-y-auto focus-visible:-outline-offset-2">
        {data?.strikes.map((strike) => (
          <Strike key={strike.number} strike={strike} />
        ))}
      </ol>
    </Card>
  );
}

function Strike({ strike }: { strike: FaultStrike }) {
  const t = useTranslations('practice');
  const { at, fault, accountId, service, operation, who } = strike;
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-[5rem_minmax(0,1fr)] lg:grid-cols-[5rem_17rem_minmax(0,1fr)_minmax(0,1fr)]">
      <When at={at} seconds className="text-ink-2 tabular-nums" />
      <Name text={`${service}:${operation}`} className="truncate" />
      <span className="max-lg:sm:col-start-2">
        {isPreset(fault) ? t(`preset.${fault}.name`) : t('otherName', { id: fault })}
      </span>
      <span className="mono min-w-0 truncate text-ink-2 max-lg:sm:col-start-2" title={`${accountId} · ${who}`}>
        {accountId} · {who.replace(/^.*:/, '')}
      </span>
    </li>
  );
}
