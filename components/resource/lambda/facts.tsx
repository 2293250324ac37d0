'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Fact, NotKnown, Unknown } from '@/components/wire/fact';
import type { LambdaFunction, Mapping } from '@/lib/wiring/resource/lambda';
import { functionName } from '@/lib/wiring/resource/lambda-arn';
import type { ShownPart } from '../part-drawing';

export function FunctionFact({ arn, read }: ShownPart<LambdaFunction>) {
  const t = useTranslations('wire');
  const reader = read.state === 'known' ? read.value : null;
  return (
    <Fact name={t('function')}>
      {arn === null ? '—' : <code className="font-semibold">{functionName(arn)}</code>}
      {reader ? <Badge mono>{[reader.state, reader.runtime].filter(Boolean).join(' · ')}</Badge> : null}
      <NotKnown read={read} />
    </Fact>
  );
}

export function MappingFact({ read }: ShownPart<Mapping>) {
  const t = useTranslations('wire');
  return (
    <Fact name={t('mapping')}>
      {read.state === 'known' ? (
        <>
          <Badge mono>{read.value.state}</Badge>
          <code className="min-w-0 truncate text-ink-2" title={read.value.uuid}>
            {read.value.uuid}
          </code>
        </>
      ) : read.state === 'absent' ? (
        t('no-mapping')
      ) : (
        <Unknown />
      )}
    </Fact>
  );
}
