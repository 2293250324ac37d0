'use client';

import { Fragment, use } from 'react';
import { PartDrawingsContext, partDrawingOf } from '@/components/resource/part-drawings';
import { useNames } from '@/components/resource/wire-ends';
import { SideMark } from '@/components/ui/side-mark';
import { useWords } from '@/components/ui/words';
import type { Half } from '@/lib/wiring/part';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { saidOnce, shownParts } from './shown-parts';

/** Both sides' policies, statement by statement. */
export function Policies({ detail }: { detail: WireDetail }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Side half="producer" detail={detail} />
      <Side half="consumer" detail={detail} />
    </div>
  );
}

function Side({ half, detail }: { half: Half; detail: WireDetail }) {
  const drawings = use(PartDrawingsContext);
  const words = useWords();
  const name = useNames();
  const drawn = (is: string) => partDrawingOf(drawings, is);
  const parts = saidOnce(shownParts(detail, half).filter(({ part }) => drawn(part.is).Policies));
  const titled = parts.find(({ part }) => drawn(part.is).policiesTitle);
  const key = titled && drawn(titled.part.is).policiesTitle;
  return (
    <section className="grid min-w-0 content-start gap-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <SideMark half={half} />
        {titled && key ? words({ key, values: { name: titled.arn === null ? '—' : name(titled.arn) } }) : null}
      </h2>
      {parts.map((part) => {
        const { Policies: Own } = drawn(part.part.is);
        return <Fragment key={part.name}>{Own ? <Own {...part} /> : null}</Fragment>;
      })}
    </section>
  );
}
