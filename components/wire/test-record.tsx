'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { drawingOfArn, useNames } from '@/components/resource/wire-ends';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { Field } from '@/components/ui/field';
import { Glyph } from '@/components/ui/glyph';
import { Input, Textarea } from '@/components/ui/input';
import { useWords } from '@/components/ui/words';
import { Legs } from './legs';
import { useTestRecord } from './use-test-record';

type Props = {
  wireId: string;
  /** The source, by ARN. */
  source: string;
  /** The name of the producer's connection when it may only be read. */
  readOnlyName: string | null;
};

/** Puts a record on the stream and follows it through its four legs. */
export function TestRecord({ wireId, source, readOnlyName }: Props) {
  const t = useTranslations('trace');
  const words = useWords();
  const sourceName = useNames()(source);
  const warning = drawingOfArn(useRooms(), source)?.testing ?? 'trace.warning';
  const trace = useTestRecord(wireId);
  const { partitionKey, data } = trace.record;
  const badKey = partitionKey.length < 1 || partitionKey.length > 256;
  return (
    <section aria-label={t('title')} className="grid gap-4">
      <div>
        <h2 className="text-lg font-semibold">{t('title')}</h2>
        <p className="text-ink-2">{t('lead')}</p>
      </div>
      <form
        className="grid gap-3 rounded-xl border border-line bg-card p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!badKey && readOnlyName === null) trace.send();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <Field label={t('key')} error={badKey ? t('key-problem') : undefined} className="content-start">
            {(control) => (
              <Input
                {...control}
                mono
                value={partitionKey}
                onChange={(event) => trace.setRecord({ partitionKey: event.target.value, data })}
              />
            )}
          </Field>
          <Field label={t('data')} hint={isJson(data) ? undefined : t('data-problem')} className="content-start">
            {(control) => (
              <Textarea
                {...control}
                mono
                rows={2}
                className="min-h-14"
                value={data}
                onChange={(event) => trace.setRecord({ partitionKey, data: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="flex min-w-0 flex-1 basis-72 gap-1 text-sm text-warn">
            <Glyph name="warning" />
            <span>
              {readOnlyName === null
                ? words({ key: warning, values: { name: sourceName } })
                : t('read-only', { name: readOnlyName })}
            </span>
          </p>
          {trace.state === 'following' ? <Button onClick={trace.stop}>{t('stop')}</Button> : null}
          <Button
            type="submit"
            variant="primary"
            disabled={badKey || readOnlyName !== null}
            pending={trace.state === 'following'}
          >
            {trace.state === 'following' ? t('sending') : trace.legs ? t('again') : t('send', { name: sourceName })}
          </Button>
        </div>
      </form>
      {trace.error ? <Failure title={t('failed')} error={trace.error} onRetry={trace.send} /> : null}
      {trace.legs ? <Legs legs={trace.legs} /> : null}
    </section>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
