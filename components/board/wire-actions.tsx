'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { readerOf } from '@/lib/wiring/projection';
import type { Wire } from '@/lib/wiring/wire';
import { linkFromWire } from './wizard-link';

const mendable: readonly Wire['status'][] = ['broken', 'half', 'unknown'];

/** What can be done about a wire: look, send a record through it, mend it, take it away. */
export function WireActions({ wire }: { wire: Wire }) {
  const t = useTranslations('board');
  const rooms = useRooms();
  const mends = mendable.includes(wire.status);
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild variant="quiet">
        <Link href={`/wires/${wire.id}/remove`}>{t('remove')}</Link>
      </Button>
      {readerOf(wire) ? (
        <Button asChild>
          <Link href={`/wires/${wire.id}?record=true`}>{t('testRecord')}</Link>
        </Button>
      ) : null}
      {mends ? (
        <Button asChild>
          <Link href={linkFromWire(rooms, wire)}>{readerOf(wire) ? t('repair') : t('finish')}</Link>
        </Button>
      ) : null}
      <Button asChild variant="primary">
        <Link href={`/wires/${wire.id}`}>{t('open')}</Link>
      </Button>
    </div>
  );
}
