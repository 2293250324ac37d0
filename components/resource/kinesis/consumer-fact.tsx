'use client';

import { useTranslations } from 'next-intl';
import { Age } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { Fact, Unknown } from '@/components/wire/fact';
import type { RegisteredConsumer } from '@/lib/wiring/resource/kinesis';
import { consumerName } from '@/lib/wiring/resource/kinesis-arn';
import type { ShownPart } from '../part-drawing';

/** The registered consumer that the wire reads through, as the stream's account lists it. */
export function ConsumerFact({ part: { ref }, read }: ShownPart<RegisteredConsumer>) {
  const t = useTranslations('wire');
  const found = read.state === 'known' ? read.value : null;
  return (
    <Fact name={t('consumer-name')}>
      <code className="font-semibold wrap-anywhere" title={found?.arn}>
        {'arn' in ref ? consumerName(ref.arn) : ref.by.name}
      </code>
      {read.state === 'known' || read.state === 'absent' ? null : <Unknown />}
      {read.state === 'absent' ? <Badge tone="bad">{t('unregistered')}</Badge> : null}
      {found ? (
        <Badge mono tone={found.status === 'ACTIVE' ? 'idle' : 'warn'}>
          {found.status}
        </Badge>
      ) : null}
      {found?.createdAt ? (
        <span className="text-sm text-ink-2">
          {t.rich('registered', { age: () => <Age at={found.createdAt ?? ''} /> })}
        </span>
      ) : null}
    </Fact>
  );
}
