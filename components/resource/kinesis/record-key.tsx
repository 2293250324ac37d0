'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { TestingProps } from '../testing';

/** Kinesis takes partition keys of 1 to 256 characters (domain: apis). */
export function isPartitionKey(text: string): boolean {
  return text.length >= 1 && text.length <= 256;
}

/** The partition key of a test record. */
export function RecordKey({ givenKey, onGiveKey }: TestingProps) {
  const t = useTranslations('trace.partition-key');
  const error = isPartitionKey(givenKey) ? undefined : t('problem');
  return (
    <Field label={t('label')} error={error} className="content-start max-sm:w-full sm:w-48">
      {(control) => <Input {...control} mono value={givenKey} onChange={(event) => onGiveKey(event.target.value)} />}
    </Field>
  );
}
