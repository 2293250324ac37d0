'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { RefusalFacts } from '@/components/ui/failure';
import { Popover } from '@/components/ui/popover';
import type { Sharing } from '@/lib/wiring/resource/stream-sharing';

/** What a policy says of others, in a few words; a refused read opens to who, what and the statement to add. */
export function SharedChip({ sharing }: { sharing: Sharing }) {
  const t = useTranslations('board.sharing');
  switch (sharing.state) {
    case 'shared':
      return (
        <Badge tone="ok">
          {t(sharing.principals.every((one) => one.includes(':role/')) ? 'sharedRoles' : 'shared', {
            count: sharing.principals.length,
          })}
        </Badge>
      );
    case 'private':
      return <Badge>{t('private')}</Badge>;
    case 'unshareable':
      return (
        <Badge tone="warn">
          <span title={t('unshareableWhy')}>{t('unshareable')}</span>
        </Badge>
      );
    case 'unparsed':
      return <Badge tone="bad">{t('unparsed')}</Badge>;
    case 'pending':
      return <span className="text-xs text-ink-3">{t('pending')}</span>;
    case 'failed':
      return (
        <Badge tone="warn">
          <span title={sharing.message}>{t('failed')}</span>
        </Badge>
      );
    case 'refused':
      return (
        <Popover
          label={t('refused')}
          align="end"
          className="w-[30rem]"
          trigger={
            <button type="button" className="rounded-sm">
              <Badge tone="warn">{t('refused')}</Badge>
            </button>
          }
        >
          <RefusalFacts refusal={sharing.refusal} />
        </Popover>
      );
  }
}
