'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CodeBlock } from '@/components/ui/code';
import { Popover } from '@/components/ui/popover';
import { Select } from '@/components/ui/select';
import { PracticeReset } from './practice-reset';
import { type PracticeAccounts, usePractice } from './use-practice';

/** Says plainly that what is on screen is practice, what that is, and how to reach it from a shell. */
export function PracticeBadge() {
  const t = useTranslations('app.practice');
  const { data } = usePractice();
  if (!data) return null;
  return (
    <Popover
      label={t('title')}
      align="end"
      className="w-[32rem]"
      trigger={
        <button
          type="button"
          className="rounded-full border border-dashed border-warn px-2.5 py-0.5 text-sm whitespace-nowrap text-warn"
        >
          {t('badge')}
        </button>
      }
    >
      <PracticeFacts practice={data} />
    </Popover>
  );
}

function PracticeFacts({ practice }: { practice: PracticeAccounts }) {
  const t = useTranslations('app.practice');
  const [name, setName] = useState('producer');
  const account = practice.accounts.find((one) => one.name === name) ?? practice.accounts[0];
  return (
    <div className="grid gap-3">
      <div>
        <h2 className="text-lg font-semibold">{t('title')}</h2>
        <p className="mt-1 text-ink-2">{t('text')}</p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-2">{t('endpoint')}</dt>
        <dd className="mono">{practice.endpoint}</dd>
        <dt className="text-ink-2">{t('region')}</dt>
        <dd className="mono">{practice.region}</dd>
      </dl>
      <p>{t('cli')}</p>
      <Select
        label={t('account')}
        value={account?.name ?? ''}
        onChange={setName}
        options={practice.accounts.map((one) => ({ value: one.name, label: `${one.name} · ${one.id}` }))}
      />
      {account ? <CodeBlock label={t('shell')} text={exportsFor(practice, account)} /> : null}
      <PracticeReset />
    </div>
  );
}

function exportsFor({ endpoint, region }: PracticeAccounts, account: PracticeAccounts['accounts'][number]): string {
  return [
    `export AWS_ENDPOINT_URL=${endpoint}`,
    // The JavaScript SDK reads the first, version 1 of the CLI the second.
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${account.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${account.secretAccessKey}`,
    'unset AWS_SESSION_TOKEN AWS_PROFILE',
    'aws sts get-caller-identity',
  ].join('\n');
}
