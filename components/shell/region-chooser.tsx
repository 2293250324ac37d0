'use client';

import { useTranslations } from 'next-intl';
import { useQueryState } from 'nuqs';
import { boardParams } from '@/components/board/search-params';
import { useConnections } from '@/components/connection/use-connections';
import { Select } from '@/components/ui/select';

const everywhere = 'all';

/** One Region, or all that the connections name. */
export function RegionChooser() {
  const t = useTranslations('app.region');
  const { data } = useConnections();
  const [region, setRegion] = useQueryState('region', boardParams.region);
  const regions = [
    ...new Set([...(data ?? []).flatMap((connection) => connection.regions), ...(region ? [region] : [])]),
  ].sort();
  if (regions.length === 0) return null;
  return (
    <Select
      label={t('label')}
      value={region ?? everywhere}
      onChange={(value) => void setRegion(value === everywhere ? null : value)}
      options={[
        { value: everywhere, label: t('all', { count: regions.length }) },
        ...regions.map((value) => ({ value, label: value })),
      ]}
      className="w-auto border-line-strong whitespace-nowrap"
    />
  );
}
