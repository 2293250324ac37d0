'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { connectionNames } from '@/components/plan/connection-names';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { Skeleton } from '@/components/ui/skeleton';
import { useWords } from '@/components/ui/words';
import { uncheckedKey } from '@/lib/wiring/message';
import { awaited } from './listing';
import { useWizard } from './wizard-context';

const PATIENCE_MS = 5000;

/** Which lists are being read, and which could not be: a list that is refused or never read does not look empty. */
export function ListingState({ is }: { is: string }) {
  const t = useTranslations('wizard.listing');
  const words = useWords();
  const rooms = useRooms();
  const reading = drawingOf(rooms, is).listed?.reading ?? uncheckedKey(is);
  const { connections, listing, stopListing, listAgain } = useWizard();
  const waiting = awaited(listing, is, connections);
  const long = useLong(waiting.length > 0);
  const nameOf = connectionNames(connections);
  if (!rooms.kinds.some(({ lists }) => lists.includes(is))) return <p className="text-ink-2">{t('unlisted')}</p>;
  return (
    <div className="grid gap-3">
      {waiting.length > 0 ? (
        <div role="status" className="grid gap-2 rounded-xl border border-line bg-card px-4 py-3">
          {waiting.map(({ connection, region }) => (
            <p key={`${connection.id} ${region}`} className="text-ink-2">
              {words({ key: reading, values: { name: connection.name, region } })}
            </p>
          ))}
          <Skeleton className="w-2/5" />
          {long ? (
            <Button size="sm" className="justify-self-start" onClick={stopListing}>
              {t('cancel')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {listing.reads
        .filter((read) => read.is === is)
        .map(({ connectionId, region, read }) => {
          if (read.state !== 'refused' && read.state !== 'failed') return null;
          const title = t('refused', { name: nameOf(connectionId), region });
          const key = `${connectionId} ${region}`;
          return read.state === 'refused' ? (
            <Failure key={key} title={title} refusal={read.refusal} onRetry={listAgain} />
          ) : (
            <Failure key={key} title={title} error={t('failed', { message: read.message })} onRetry={listAgain} />
          );
        })}
      {listing.state === 'failed' ? <Failure title={t('lost')} error={listing.error} onRetry={listAgain} /> : null}
      {listing.state === 'stopped' ? (
        <p className="flex flex-wrap items-center gap-3 text-ink-2">
          {t('stopped')}
          <Button size="sm" onClick={listAgain}>
            {t('again')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

/** True once something has gone on for longer than a person waits without asking why. */
function useLong(going: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!going) return;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [going]);
  return long;
}
