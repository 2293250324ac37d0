'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Loading } from '@/components/ui/skeleton';
import type { Connection } from '@/lib/wiring/connection';

/** The board before its first piece: whose streams and functions are being listed. */
export function BoardLoading({ connections }: { connections: Connection[] }) {
  const t = useTranslations('board');
  const says =
    connections.length > 0 ? t('readingNames', { names: connections.map((one) => one.name).join(', ') }) : t('reading');
  return (
    <Card className="bg-bank">
      <Loading says={says} lines={8} />
    </Card>
  );
}

export function NoConnection() {
  const t = useTranslations('board.noConnection');
  return (
    <Card>
      <Empty
        title={t('title')}
        actions={
          <Button asChild variant="primary">
            <Link href="/connections/new">{t('connect')}</Link>
          </Button>
        }
      >
        {t('text')}
      </Empty>
    </Card>
  );
}

type NothingProps = {
  reading: boolean;
  filtered: boolean;
  /** A list could not be read: there may well be something. */
  unread: boolean;
  region: string | null;
  children: ReactNode;
};

/** Nothing to show, and why: still reading, filtered away, not readable, another Region, or truly nothing. */
export function NothingHere({ reading, filtered, unread, region, children }: NothingProps) {
  const t = useTranslations('board.nothing');
  if (filtered) return <Empty title={t('filtered')} actions={children} />;
  if (reading) return <Loading says={t('reading')} lines={6} />;
  if (unread) return <NothingRead />;
  if (region) return <Empty title={t('region', { region })} actions={children} />;
  return <Empty title={t('title')}>{t('text')}</Empty>;
}

function NothingRead() {
  const t = useTranslations('board.nothing');
  return (
    <Empty
      title={t('unread')}
      actions={
        <Button asChild>
          <Link href="/connections">{t('toConnections')}</Link>
        </Button>
      }
    >
      {t('unreadText')}
    </Empty>
  );
}
