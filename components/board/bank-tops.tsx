'use client';

import { useTranslations } from 'next-intl';
import { BankAccounts } from './bank-accounts';
import { BankHeader } from './bank-header';
import type { BankHalf } from './halves';

type Halves = { shown: BankHalf[]; without: BankHalf[] };
type Props = { producers: Halves; consumers: Halves };

const columns =
  'grid bg-bank max-lg:divide-y max-lg:divide-line lg:grid-cols-[minmax(0,1fr)_minmax(17rem,28%)_minmax(0,1fr)]';

/** The head of both banks: whose they are, which stays in sight, and beneath it what there is to say of each account. */
export function BankTops({ producers, consumers }: Props) {
  const t = useTranslations('board');
  return (
    <>
      <div className={`${columns} z-20 border-b border-line lg:sticky lg:top-(--header-height)`}>
        <BankHeader half="producer" shown={producers.shown} />
        <p className="grid place-items-center border-x border-line bg-water text-sm text-ink-3 max-lg:hidden">
          {t('direction')}
        </p>
        <BankHeader half="consumer" shown={consumers.shown} />
      </div>
      {hasMore(producers) || hasMore(consumers) ? (
        <div className={`${columns} border-b border-line`}>
          <BankAccounts half="producer" halves={producers} />
          <div className="border-x border-line bg-water max-lg:hidden" />
          <BankAccounts half="consumer" halves={consumers} />
        </div>
      ) : null}
    </>
  );
}

function hasMore({ shown, without }: Halves): boolean {
  return shown.length > 1 || without.length > 0 || shown.some(({ failures }) => failures.length > 0);
}
