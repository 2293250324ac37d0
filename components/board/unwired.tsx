'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Name } from '@/components/ui/name';
import { SideMark } from '@/components/ui/side-mark';
import type { Half } from '@/lib/wiring/inventory';
import type { Cell, ReaderEnd, SourceEnd } from './lay-board';
import { ReaderFacts } from './reader-facts';
import { SourceFacts } from './source-facts';
import { linkFromReader, linkFromSource } from './wizard-link';

type Props = { left: Cell<SourceEnd>[]; right: Cell<ReaderEnd>[]; placeOf: (half: Half, arn: string) => string | null };

/** On narrow screens, under the wires: streams and functions that have none, each with the way to one. */
export function Unwired({ left, right, placeOf }: Props) {
  const t = useTranslations('board');
  const sources = left.flatMap(({ wired, end }) => (wired || !end.source ? [] : [end.source]));
  const readers = right.flatMap(({ wired, end }) => (wired || !end.reader ? [] : [end.reader]));
  return (
    <>
      <Ends half="producer" title={t('unwiredStreams')} count={sources.length}>
        {sources.map((source) => (
          <End
            key={source.arn}
            name={source.name}
            href={linkFromSource(source)}
            label={t('connectNamed', { name: source.name })}
            action={t('connect')}
          >
            <SourceFacts source={source} arn={source.arn} place={placeOf('producer', source.arn)} />
          </End>
        ))}
      </Ends>
      <Ends half="consumer" title={t('unwiredFunctions')} count={readers.length}>
        {readers.map((reader) => (
          <End
            key={reader.arn}
            name={reader.name}
            href={linkFromReader(reader)}
            label={t('readNamed', { name: reader.name })}
            action={t('readFrom')}
          >
            <ReaderFacts
              end={{ arn: reader.arn, reader, isFunction: true, gone: false }}
              place={placeOf('consumer', reader.arn)}
            />
          </End>
        ))}
      </Ends>
    </>
  );
}

function Ends({ half, title, count, children }: { half: Half; title: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <details className="border-t border-line bg-bank">
      <summary className="flex items-center gap-2 px-4 py-3 font-medium">
        <SideMark half={half} />
        {title} <span className="text-ink-3">{count}</span>
      </summary>
      <ul className="divide-y divide-line border-t border-line">{children}</ul>
    </details>
  );
}

type EndProps = { name: string; href: string; label: string; action: string; children: ReactNode };

function End({ name, href, label, action, children }: EndProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
      <div className="min-w-0 flex-1">
        <Name text={name} className="font-semibold" />
        <div className="text-sm text-ink-2">{children}</div>
      </div>
      <Link href={href} aria-label={label} className="py-1 text-sm underline underline-offset-2">
        {action}
      </Link>
    </li>
  );
}
