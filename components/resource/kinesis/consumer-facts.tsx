'use client';

import { useTranslations } from 'next-intl';
import { connectionNames } from '@/components/plan/connection-names';
import { Age } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { Glyph } from '@/components/ui/glyph';
import { everyListRead } from '@/components/wizard/listing';
import { useWizard } from '@/components/wizard/wizard-context';
import type { ListedThing } from '@/lib/wiring/inventory';
import type { RegisteredConsumer } from '@/lib/wiring/resource/kinesis';
import type { Mapping } from '@/lib/wiring/resource/lambda';
import { functionName, unqualified } from '@/lib/wiring/resource/lambda-arn';

/** A registered consumer of the stream: its name, its status and its age. */
export function ConsumerTitle({ consumer: { name, status, createdAt } }: { consumer: RegisteredConsumer }) {
  const t = useTranslations('wizard.consumer');
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <code className="wrap-anywhere">{name}</code>
      <Badge mono tone={status === 'ACTIVE' ? 'ok' : 'warn'}>
        {status}
      </Badge>
      {createdAt ? (
        <span className="text-sm font-normal text-ink-2">
          {t.rich('registered', { age: () => <Age at={createdAt} /> })}
        </span>
      ) : null}
    </span>
  );
}

/** Who subscribes through it: two mappings on one consumer take shards from each other. */
export function ConsumerFacts({ consumer }: { consumer: RegisteredConsumer }) {
  const t = useTranslations('wizard.consumer');
  const { choices, connections, listing } = useWizard();
  const mappings = listing.mappings as (ListedThing & Mapping)[];
  const subscribers = mappings.filter(({ sourceArn }) => sourceArn === consumer.arn);
  const own = subscribers.find(({ functionArn }) => unqualified(functionArn) === choices.function);
  const rival = subscribers.find((mapping) => mapping !== own);
  if (rival) {
    const values = {
      function: functionName(rival.functionArn),
      account: connectionNames(connections)(rival.connectionId),
    };
    return (
      <span className="flex gap-1 text-warn">
        <Glyph name="warning" />
        {t('subscribed', values)}
      </span>
    );
  }
  if (own) return <>{t('own')}</>;
  if (consumer.status === 'DELETING') return <>{t('deleting')}</>;
  const read = everyListRead(listing, 'event-source-mapping', connections);
  return <>{t(read === 'known' ? 'free' : read === 'awaited' ? 'awaited' : 'unsure')}</>;
}
