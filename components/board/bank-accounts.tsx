'use client';

import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { RefusalFacts } from '@/components/ui/failure';
import { Glyph } from '@/components/ui/glyph';
import { useWords } from '@/components/ui/words';
import type { Half } from '@/lib/wiring/part';
import type { BankHalf } from './halves';
import { wordsOfLists } from './listed';

type Props = { half: Half; halves: { shown: BankHalf[]; without: BankHalf[] } };

/** The accounts of a bank where it has several, what of them could not be read, and which have nothing here. */
export function BankAccounts({ half, halves: { shown, without } }: Props) {
  const t = useTranslations('board');
  const words = useWords();
  const lists = wordsOfLists(useRooms(), half);
  const names = without.map((one) => one.connection.name).join(', ');
  return (
    <div className="grid content-start divide-y divide-line">
      {shown.map((one) => (
        <div key={one.connection.id} className="grid divide-y divide-line">
          {shown.length > 1 ? (
            <div className="flex items-center gap-x-2.5 px-4 py-1.5">
              <bdi className="truncate">{one.connection.name}</bdi>
              <AccountId id={one.connection.accountId} />
              <span className="ml-auto shrink-0 text-sm text-ink-3">
                {one.at === null && one.reading ? t('reading') : <ReadAge at={one.at} />}
              </span>
            </div>
          ) : null}
          {one.failures.map((failure, index) => (
            <ListFailure key={`${failure.list}-${failure.region}`} failure={failure} open={index === 0} />
          ))}
        </div>
      ))}
      {without.length > 0 ? (
        <p className="px-4 py-1.5 text-sm text-ink-3">
          {lists.flatMap(({ none }) => (none ? words({ key: none, values: { names } }) : [])).join(' · ')}
        </p>
      ) : null}
    </div>
  );
}

type FailureProps = { failure: BankHalf['failures'][number]; open: boolean };

/** A list that could not be read, with AWS's words; the first of an account stands open. */
function ListFailure({ failure: { is, list, region, read }, open }: FailureProps) {
  const t = useTranslations('board');
  const words = useWords();
  const name = useRooms().drawings[is]?.listed?.name;
  const listed = { list: name ? words({ key: name }) : list, region };
  return (
    <details open={open} className="bg-bad-wash/50 px-4 py-2">
      <summary className="flex gap-1 text-bad">
        <Glyph name="missing" />
        <span>
          {read.state === 'refused'
            ? t('listRefused', { ...listed, action: read.refusal.action })
            : t('listFailed', listed)}
        </span>
      </summary>
      <div className="py-2">
        {read.state === 'refused' ? <RefusalFacts refusal={read.refusal} /> : <p className="mono">{read.message}</p>}
      </div>
    </details>
  );
}
