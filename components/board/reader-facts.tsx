'use client';

import { useTranslations } from 'next-intl';
import { roleName } from '@/lib/wiring/arn';
import type { ReaderEnd } from './lay-board';

/** The role a function runs as; for a grant that nobody reads with, that it is only a role. */
export function ReaderFacts({ end, place }: { end: ReaderEnd; place: string | null }) {
  const t = useTranslations('board.reader');
  if (!end.isFunction) return <>{[t(end.gone ? 'deadGrantee' : 'grantee'), place].filter(Boolean).join(' · ')}</>;
  if (!end.reader) return <>{t(end.gone ? 'gone' : 'unseen')}</>;
  return (
    <>
      {t('role')} <bdi title={end.reader.roleArn}>{roleName(end.reader.roleArn)}</bdi>
      {place ? ` · ${place}` : null}
    </>
  );
}
