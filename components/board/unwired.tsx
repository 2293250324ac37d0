'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { drawingOf, useRooms } from '@/components/resource/rooms';
import { useNames } from '@/components/resource/wire-ends';
import { Name } from '@/components/ui/name';
import { SideMark } from '@/components/ui/side-mark';
import { useWords } from '@/components/ui/words';
import type { ListedThing } from '@/lib/wiring/inventory';
import type { Half } from '@/lib/wiring/part';
import type { Cell, ReaderEnd, SourceEnd } from './lay-board';
import { listsOf } from './listed';
import { ReaderFacts } from './reader-facts';
import { SourceFacts } from './source-facts';
import { useSourceWords } from './use-source-words';
import { useWindowRows } from './use-window-rows';
import { linkFromReader, linkFromSource } from './wizard-link';

type Props = { left: Cell<SourceEnd>[]; right: Cell<ReaderEnd>[]; placeOf: (half: Half, arn: string) => string | null };

type Unwired = { arn: string; name: string; href: string; label: string; action: string; facts: ReactNode };

/** On narrow screens, under the wires: sources and readers that have none, each with the way to one. */
export function Unwired({ left, right, placeOf }: Props) {
  const t = useTranslations('board');
  const say = useSourceWords();
  const nameOf = useNames();
  const sources = left.flatMap(({ wired, end }) => (wired || !end.source ? [] : [end.source]));
  const readers = right.flatMap(({ wired, end }) => (wired || !end.reader ? [] : [end.reader]));
  return (
    <>
      <EndsOfHalf
        half="producer"
        ends={sources}
        draw={(source) => ({
          arn: source.arn,
          name: nameOf(source.arn),
          href: linkFromSource(source),
          label: say(source.is, 'connectNamed', { name: nameOf(source.arn) }),
          action: say(source.is, 'connect'),
          facts: <SourceFacts source={source} arn={source.arn} place={placeOf('producer', source.arn)} />,
        })}
      />
      <EndsOfHalf
        half="consumer"
        ends={readers}
        draw={(reader) => ({
          arn: reader.arn,
          name: nameOf(reader.arn),
          href: linkFromReader(reader),
          label: t('readNamed', { name: nameOf(reader.arn) }),
          action: t('readFrom'),
          facts: (
            <ReaderFacts
              end={{ arn: reader.arn, reader, reads: true, gone: false }}
              place={placeOf('consumer', reader.arn)}
            />
          ),
        })}
      />
    </>
  );
}

type EndsProps = {
  half: Half;
  title: string;
  ends: readonly ListedThing[];
  draw: (end: ListedThing) => Unwired;
};

/** The ends of a bank, each resource under its own heading. */
function EndsOfHalf({ half, ends, draw }: Omit<EndsProps, 'title'>) {
  const rooms = useRooms();
  const words = useWords();
  return listsOf(rooms, half).ends.map((id) => {
    const title = drawingOf(rooms, id).listed?.unwired;
    const own = ends.filter(({ is }) => is === id);
    return <Ends key={id} half={half} title={title ? words({ key: title }) : ''} ends={own} draw={draw} />;
  });
}

function Ends({ half, title, ends, draw }: EndsProps) {
  const [open, setOpen] = useState(false);
  if (ends.length === 0) return null;
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="border-t border-line bg-bank"
    >
      <summary className="flex items-center gap-2 px-4 py-3 font-medium">
        <SideMark half={half} />
        {title} <span className="text-ink-3">{ends.length}</span>
      </summary>
      {open ? <EndList ends={ends} draw={draw} /> : null}
    </details>
  );
}

function EndList({ ends, draw }: Pick<EndsProps, 'ends' | 'draw'>) {
  const list = useRef<HTMLUListElement>(null);
  const { shown, measure, height, topOf } = useWindowRows(list, {
    count: ends.length,
    height: 57,
    keyOf: (index) => index,
  });
  return (
    <ul ref={list} className="relative border-t border-line" style={{ height }}>
      {shown.map(({ index, key, start }) => {
        const end = ends[index];
        if (end === undefined) return null;
        const { name, href, label, action, facts } = draw(end);
        return (
          <li
            key={key}
            ref={measure}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={ends.length}
            style={{ transform: `translateY(${topOf(start)}px)` }}
            className="absolute inset-x-0 top-0 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2"
          >
            <div className="min-w-0 flex-1">
              <Name text={name} className="font-semibold" />
              <div className="text-sm text-ink-2">{facts}</div>
            </div>
            <Link href={href} prefetch={false} aria-label={label} className="py-1 text-sm underline underline-offset-2">
              {action}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
