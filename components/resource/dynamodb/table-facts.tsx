'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Fact, Unknown } from '@/components/wire/fact';
import { type Table, tableEncryptionOf } from '@/lib/wiring/resource/dynamodb';
import { tableName } from '@/lib/wiring/resource/dynamodb-arn';
import { EncryptionFact } from '../encryption-fact';
import type { ShownPart } from '../part-drawing';

export function TableFacts({ arn, read }: ShownPart<Table>) {
  const t = useTranslations('wire');
  const description = read.state === 'known' ? read.value.description : null;
  return (
    <Fact name={t('table')}>
      <code className="font-semibold">{tableName(arn ?? '')}</code>
      {description?.state === 'known' ? <Badge mono>{description.value.status}</Badge> : null}
    </Fact>
  );
}

/** With what the table is encrypted. */
export function TableKeyFact({ read }: ShownPart<Table>) {
  const t = useTranslations('wire');
  return <Fact name={t('encryption')}>{read.state === 'known' ? <TableKey table={read.value} /> : <Unknown />}</Fact>;
}

function TableKey({ table }: { table: Table }) {
  const t = useTranslations('wire');
  const encryption = tableEncryptionOf(table);
  return encryption.state === 'none' ? t('aws-owned') : <EncryptionFact encryption={encryption} />;
}
