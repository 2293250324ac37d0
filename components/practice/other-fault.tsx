import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Switch } from '@/components/ui/switch';
import { Struck } from './struck';
import type { FaultState } from './use-faults';

/** A fault that was switched on over HTTP: shown as it was given, to be switched off here as well. */
export function OtherFault({ fault, onOff }: { fault: FaultState; onOff: () => void }) {
  const t = useTranslations('practice');
  const id = useId();
  const { state, seen, struck, lastStruckAt, ...given } = fault;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-2 bg-warn-wash/50 px-4 py-3 lg:grid-cols-[auto_minmax(0,1fr)_9.5rem]">
      <Switch on onChange={onOff} aria-labelledby={id} className="mt-0.5" />
      <div className="min-w-0">
        <p id={id} className="font-medium">
          {t('otherName', { id: fault.id })}
        </p>
        <p className="mono text-sm break-words text-ink-2">{JSON.stringify(given)}</p>
      </div>
      <Struck running={fault} className="max-lg:col-start-2 lg:text-right" />
    </li>
  );
}
