'use client';

import { useTranslations } from 'next-intl';
import { PracticeReset } from '@/components/shell/practice-reset';
import type { PracticeAccounts } from '@/components/shell/use-practice';
import { AccountId } from '@/components/ui/account-id';
import { Card, CardHeader } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code';
import { shellExports } from './shell-exports';

/** The accounts with the keys of their administrators, ready for a shell. */
export function AccountsCard({ practice }: { practice: PracticeAccounts }) {
  const t = useTranslations('practice');
  return (
    <Card aria-labelledby="accounts">
      <CardHeader title={t('accounts')} id="accounts">
        <p className="max-w-prose text-ink-2">{t('accountsText')}</p>
      </CardHeader>
      <div className="grid gap-4 p-4">
        <dl className="flex flex-wrap gap-x-8 gap-y-1">
          <div className="flex gap-3">
            <dt className="text-ink-2">{t('endpoint')}</dt>
            <dd className="mono">{practice.endpoint}</dd>
          </div>
          <div className="flex gap-3">
            <dt className="text-ink-2">{t('region')}</dt>
            <dd className="mono">{practice.region}</dd>
          </div>
        </dl>
        <ul className="grid gap-4 lg:grid-cols-3">
          {practice.accounts.map((account) => (
            <li key={account.id} className="grid min-w-0 content-start gap-2">
              <h3 className="flex flex-wrap items-baseline gap-x-2 font-semibold">
                {account.name} <AccountId id={account.id} />
              </h3>
              <p className="text-sm text-ink-2 lg:min-h-10">{t(`role.${roleOf(account.name)}`)}</p>
              <CodeBlock label={t('shell', { name: account.name })} text={shellExports(practice, account)} />
            </li>
          ))}
        </ul>
        <PracticeReset />
      </div>
    </Card>
  );
}

function roleOf(name: string): 'hub' | 'producer' | 'consumer' | 'other' {
  return name === 'hub' || name === 'producer' || name === 'consumer' ? name : 'other';
}
