'use client';

import { useTranslations } from 'next-intl';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { SideMark } from '@/components/ui/side-mark';
import type { Half } from '@/lib/wiring/part';
import type { BankHalf } from './halves';

type Props = { half: Half; shown: BankHalf[] };

/**
 * Whose bank it is and how old what stands there is, in one line that stays in sight. Of several accounts the number,
 * and the age of the oldest reading.
 */
export function BankHeader({ half, shown }: Props) {
  const t = useTranslations('board');
  const [only] = shown;
  const ages = shown.flatMap(({ at }) => at ?? []).sort();
  const isReading = ages.length === 0 && shown.some(({ reading }) => reading);
  return (
    <div className="flex min-h-12 items-center gap-x-2.5 px-4 py-1">
      <SideMark half={half} />
      {shown.length === 1 && only ? (
        <span className="flex min-w-0 flex-wrap gap-x-2.5">
          <bdi className="truncate font-semibold">{only.connection.name}</bdi>
          <AccountId id={only.connection.accountId} />
        </span>
      ) : (
        <span className="truncate font-semibold">{t('accounts', { count: shown.length })}</span>
      )}
      <span className="ml-auto shrink-0 text-sm text-ink-3">
        {isReading ? t('reading') : <ReadAge at={ages[0] ?? null} />}
      </span>
    </div>
  );
}
