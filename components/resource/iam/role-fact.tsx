'use client';

import { useTranslations } from 'next-intl';
import { Fact, NotKnown } from '@/components/wire/fact';
import type { Role } from '@/lib/wiring/resource/iam';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { ShownPart } from '../part-drawing';

export function RoleFact({ arn, read }: ShownPart<Role>) {
  const t = useTranslations('wire');
  return (
    <Fact name={t('role')}>
      {arn === null ? '—' : <code>{roleName(arn)}</code>}
      <NotKnown read={read.state === 'known' ? read.value.role : read} />
    </Fact>
  );
}
