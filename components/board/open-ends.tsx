'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNames } from '@/components/resource/wire-ends';
import { cn } from '@/components/ui/cn';
import type { Cell, ReaderEnd, SourceEnd } from './lay-board';
import { useSourceWords } from './use-source-words';
import { linkFromReader, linkFromSource } from './wizard-link';

type Props = { left: Cell<SourceEnd>[]; right: Cell<ReaderEnd>[]; middle: (row: number) => number };

/** At the river's edge, where no wire begins or ends yet: the way to one. */
export function OpenEnds({ left, right, middle }: Props) {
  const t = useTranslations('board');
  const say = useSourceWords();
  const nameOf = useNames();
  return (
    <>
      {left.map(({ key, from, end }) =>
        end.source ? (
          <OpenEnd
            key={key}
            side="left"
            top={middle(from)}
            href={linkFromSource(end.source)}
            label={say(end.source.is, 'connectNamed', { name: nameOf(end.arn) })}
          >
            {say(end.source.is, 'connect')}
          </OpenEnd>
        ) : null,
      )}
      {right.map(({ key, from, end }) =>
        end.reader ? (
          <OpenEnd
            key={key}
            side="right"
            top={middle(from)}
            href={linkFromReader(end.reader)}
            label={t('readNamed', { name: nameOf(end.arn) })}
          >
            {t('readFrom')}
          </OpenEnd>
        ) : null,
      )}
    </>
  );
}

type EndProps = { side: 'left' | 'right'; top: number; href: string; label: string; children: string };

function OpenEnd({ side, top, href, label, children }: EndProps) {
  return (
    <div
      style={{ top }}
      className={cn(
        'absolute flex max-w-1/2 -translate-y-1/2 items-center gap-2',
        side === 'left' ? '-left-1' : '-right-1 flex-row-reverse',
      )}
    >
      <span aria-hidden className="size-2 shrink-0 rounded-full border-[1.5px] border-edge bg-water" />
      <Link
        href={href}
        // Every row that scrolls by has one: fetching them all ahead would be work for nothing.
        prefetch={false}
        aria-label={label}
        className="truncate rounded-sm py-1 text-sm text-ink-3 hover:text-ink hover:underline"
      >
        {children}
      </Link>
    </div>
  );
}
