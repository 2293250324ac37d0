'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Combobox } from '@/components/ui/combobox';
import type { FieldControl } from '@/components/ui/field';
import { knownRegions } from './regions';

type Props = { control: FieldControl; value: string[]; onChange: (regions: string[]) => void; partition: string };

/** The Regions of a connection: chosen ones to take away, and a list to add from. */
export function RegionPicker({ control, value, onChange, partition }: Props) {
  const t = useTranslations('connection.form');
  const left = knownRegions(partition).filter((region) => !value.includes(region));
  return (
    <div className="grid gap-2">
      {value.length > 0 ? (
        <ul aria-label={t('regions')} className="flex flex-wrap gap-1.5">
          {value.map((region) => (
            <li key={region} className="flex items-center rounded-md border border-line-strong bg-bank pl-2">
              <span className="mono">{region}</span>
              <button
                type="button"
                aria-label={t('removeRegion', { region })}
                onClick={() => onChange(value.filter((one) => one !== region))}
                className="grid size-7 place-items-center rounded-md text-ink-2 hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Combobox
        {...control}
        label={t('addRegion')}
        placeholder={t('addRegion')}
        value=""
        onChange={(region) => onChange([...new Set([...value, region])])}
        options={left.map((region) => ({ value: region, label: region }))}
        allowText
        mono
      />
    </div>
  );
}
