'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code';
import { Glyph } from '@/components/ui/glyph';
import { type Table, tableEncryptionOf } from '@/lib/wiring/resource/dynamodb';

/** A table under the AWS managed key: why nobody else can read its stream, and what can be done. */
export function TableEncryption({ thing }: { thing: Table | null }) {
  const t = useTranslations('wizard.table-encryption.unshareable');
  if (thing === null || tableEncryptionOf(thing).state !== 'aws-managed') return null;
  const { name, region } = thing;
  const update = (specification: string) =>
    [
      'aws dynamodb update-table',
      `  --table-name ${name}`,
      `  --sse-specification ${specification}`,
      `  --region ${region}`,
    ].join(' \\\n');
  return (
    <div role="alert" className="grid gap-3 rounded-xl border border-bad/40 bg-bad-wash px-4 py-3">
      <div className="flex gap-1">
        <Glyph name="missing" />
        <div className="min-w-0">
          <p className="font-semibold wrap-anywhere">{t('title', { table: name })}</p>
          <p className="text-ink-2">{t('why')}</p>
        </div>
      </div>
      <p>{t('what')}</p>
      <CodeBlock label={t('owned')} text={update('Enabled=false')} />
      <CodeBlock label={t('own')} text={update('Enabled=true,SSEType=KMS,KMSMasterKeyId=alias/YOUR-KEY')} />
    </div>
  );
}
