'use client';

import { useTranslations } from 'next-intl';
import type { Testing } from '@/components/resource/testing';
import { useNames } from '@/components/resource/wire-ends';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Glyph } from '@/components/ui/glyph';
import { Textarea } from '@/components/ui/input';
import { useWords } from '@/components/ui/words';
import type { useTestRecord } from './use-test-record';
import { useWire } from './use-wire';

type Props = {
  wireId: string;
  source: string;
  readOnlyName: string | null;
  /** How a record is put on the source; in general words where its resource says nothing. */
  testing: Testing | undefined;
  trace: ReturnType<typeof useTestRecord>;
};

/** What is put, and what comes of it for others, before it is sent. */
export function TestRecordForm({ wireId, source, readOnlyName, testing, trace }: Props) {
  const t = useTranslations('trace');
  const put = `put.${testing?.words ?? 'other'}` as const;
  const name = useNames()(source);
  const isBad = testing?.isKey?.(trace.record.partitionKey) === false;
  return (
    <form
      className="grid gap-3 rounded-xl border border-line bg-card p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBad && readOnlyName === null) trace.send();
      }}
    >
      <Contents wireId={wireId} testing={testing} trace={trace} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex min-w-0 flex-1 basis-72 gap-1 text-sm text-warn">
          <Glyph name="warning" />
          <span className="min-w-0 wrap-anywhere">
            {readOnlyName === null ? t(`${put}.warning`, { name }) : t('read-only', { name: readOnlyName })}
          </span>
        </p>
        {trace.state === 'following' ? <Button onClick={trace.stop}>{t('stop')}</Button> : null}
        <Button
          type="submit"
          variant="primary"
          disabled={isBad || readOnlyName !== null}
          pending={trace.state === 'following'}
        >
          {trace.state === 'following' ? t('sending') : trace.legs ? t('again') : t(`${put}.send`, { name })}
        </Button>
      </div>
    </form>
  );
}

function Contents({ wireId, testing, trace }: Pick<Props, 'wireId' | 'testing' | 'trace'>) {
  const t = useTranslations('trace');
  const words = useWords();
  const source = useWire(wireId).data?.evidence.parts.source;
  const { record, setRecord } = trace;
  const hint = testing?.notJson && !isJson(record.data) ? words({ key: testing.notJson }) : undefined;
  const Record = testing?.Record;
  return (
    <div className="flex flex-wrap gap-3">
      {Record ? (
        <Record
          thing={source?.state === 'known' ? source.value : null}
          givenKey={record.partitionKey}
          onGiveKey={(partitionKey) => setRecord({ ...record, partitionKey })}
        />
      ) : null}
      <Field
        label={t(`put.${testing?.words ?? 'other'}.data`)}
        hint={hint}
        className="min-w-0 flex-1 basis-64 content-start"
      >
        {(control) => (
          <Textarea
            {...control}
            mono
            rows={2}
            className="min-h-14"
            value={record.data}
            onChange={(event) => setRecord({ ...record, data: event.target.value })}
          />
        )}
      </Field>
    </div>
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
