'use client';

import { useTranslations } from 'next-intl';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { LambdaFunction } from '@/lib/wiring/resource/lambda';

/** The role a function runs as. */
export function FunctionLine({ thing: { roleArn }, place }: { thing: LambdaFunction; place: string | null }) {
  const t = useTranslations('board.reader');
  return (
    <>
      {t('role')} <bdi title={roleArn}>{roleName(roleArn)}</bdi>
      {place ? ` · ${place}` : null}
    </>
  );
}
