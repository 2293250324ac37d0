'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { UnshareableNotice } from '../unshareable-notice';

/** A stream under the AWS managed key: why nobody else can read it, what can be done, and what that takes. */
export function UnshareableStream({ source }: { source: Stream }) {
  const t = useTranslations('wizard.encryption.unshareable');
  const { arn, region, name, summary } = source;
  const hours = summary.state === 'known' ? summary.value.retentionHours : 24;
  const command = [
    'aws kinesis start-stream-encryption',
    `  --stream-arn ${arn}`,
    '  --encryption-type KMS',
    '  --key-id alias/YOUR-KEY',
    `  --region ${region}`,
  ].join(' \\\n');
  return (
    <UnshareableNotice title={t('title', { stream: name })} why={t('why')} what={t('what')}>
      <CodeBlock label={t('command')} text={command} />
      <ul className="grid list-disc gap-1 pl-5 text-ink-2">
        <li>{t('limit')}</li>
        <li>{t('older', { hours })}</li>
        <li>{t('otherwise')}</li>
      </ul>
    </UnshareableNotice>
  );
}
