'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import type { Read } from '@/lib/wiring/read';

/** One fact of a half of a wire. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8.5 grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-2 px-4 py-1">
      <dt className="text-sm text-ink-2">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">{children}</dd>
    </div>
  );
}

/** What could not be read, so that nothing is said of it. */
export function Unknown() {
  const t = useTranslations('wire.state');
  return <Badge className="hatched">{t('unknown')}</Badge>;
}

/** What is said in place of the facts of a thing that is not there, or could not be read. */
export function NotKnown({ read }: { read: Read<unknown> }) {
  const t = useTranslations('wire');
  if (read.state === 'known') return null;
  return read.state === 'absent' ? <Badge tone="bad">{t('gone')}</Badge> : <Unknown />;
}
