'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code';
import { type Table, tableEncryptionOf } from '@/lib/wiring/resource/dynamodb';
import { UnshareableNotice } from '../unshareable-notice';

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
    <UnshareableNotice title={t('title', { table: name })} why={t('why')} what={t('what')}>
      <CodeBlock label={t('owned')} text={update('Enabled=false')} />
      <CodeBlock label={t('own')} text={update('Enabled=true,SSEType=KMS,KMSMasterKeyId=alias/YOUR-KEY')} />
    </UnshareableNotice>
  );
}
