'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { drawingOfArn } from '@/components/resource/wire-ends';
import { Failure } from '@/components/ui/failure';
import { Legs } from './legs';
import { TestRecordForm } from './test-record-form';
import { useTestRecord } from './use-test-record';

type Props = {
  wireId: string;
  /** The source, by ARN. */
  source: string;
  /** The name of the producer's connection when it may only be read. */
  readOnlyName: string | null;
};

/** Puts a record on the source, in the words of that, and follows it through its four legs. */
export function TestRecord({ wireId, source, readOnlyName }: Props) {
  const t = useTranslations('trace');
  const testing = drawingOfArn(useRooms(), source)?.testing;
  const put = `put.${testing?.words ?? 'other'}` as const;
  const trace = useTestRecord(wireId, testing?.isKey !== undefined);
  return (
    <section aria-label={t(`${put}.title`)} className="grid gap-4">
      <div>
        <h2 className="text-lg font-semibold">{t(`${put}.title`)}</h2>
        <p className="text-ink-2">{t(`${put}.lead`)}</p>
      </div>
      <TestRecordForm wireId={wireId} source={source} readOnlyName={readOnlyName} testing={testing} trace={trace} />
      {trace.error ? <Failure title={t('failed')} error={trace.error} onRetry={trace.send} /> : null}
      {trace.legs ? <Legs legs={trace.legs} put={t(`${put}.put`)} /> : null}
    </section>
  );
}
