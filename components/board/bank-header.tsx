'use client';

import { useTranslations } from 'next-intl';
import { AccountId } from '@/components/ui/account-id';
import { ReadAge } from '@/components/ui/age';
import { RefusalFacts } from '@/components/ui/failure';
import { Glyph } from '@/components/ui/glyph';
import { SideMark } from '@/components/ui/side-mark';
import type { Half } from '@/lib/wiring/inventory';
import type { BankHalf } from './halves';

type Props = { half: Half; halves: { shown: BankHalf[]; without: BankHalf[] } };

/** The accounts of a bank, how old each reading is, and what could not be read. */
export function BankHeader({ half, halves }: Props) {
  const t = useTranslations('board');
  return (
    <div className="grid content-start">
      {halves.shown.map((one) => (
        <div key={one.connection.id} className="border-t border-line first:border-t-0">
          <div className="flex min-h-12 items-center gap-x-2.5 px-4 py-1">
            <SideMark half={half} />
            <span className="flex min-w-0 flex-wrap gap-x-2.5">
              <bdi className="truncate font-semibold">{one.connection.name}</bdi>
              <AccountId id={one.connection.accountId} />
            </span>
            <span className="ml-auto shrink-0 text-sm text-ink-3">
              {one.at === null && one.reading ? t('reading') : <ReadAge at={one.at} />}
            </span>
          </div>
          {one.failures.map((failure, index) => (
            <ListFailure key={`${failure.list}-${failure.region}`} failure={failure} open={index === 0} />
          ))}
        </div>
      ))}
      {halves.without.length > 0 ? (
        <p className="border-t border-line px-4 py-1.5 text-sm text-ink-3">
          {t(half === 'producer' ? 'withoutStreams' : 'withoutFunctions', {
            names: halves.without.map((one) => one.connection.name).join(', '),
          })}
        </p>
      ) : null}
    </div>
  );
}

type FailureProps = { failure: BankHalf['failures'][number]; open: boolean };

/** A list that could not be read, with AWS's words; the first of an account stands open. */
function ListFailure({ failure: { list, region, read }, open }: FailureProps) {
  const t = useTranslations('board');
  return (
    <details open={open} className="border-t border-line bg-bad-wash/50 px-4 py-2">
      <summary className="flex gap-1 text-bad">
        <Glyph name="missing" />
        <span>
          {read.state === 'refused'
            ? t('listRefused', { list: t(`list.${list}`), region, action: read.refusal.action })
            : t('listFailed', { list: t(`list.${list}`), region })}
        </span>
      </summary>
      <div className="py-2">
        {read.state === 'refused' ? <RefusalFacts refusal={read.refusal} /> : <p className="mono">{read.message}</p>}
      </div>
    </details>
  );
}
