'use client';

import { use } from 'react';
import { PartDrawingsContext, partDrawingOf } from '@/components/resource/part-drawings';
import type { Half } from '@/lib/wiring/part';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { HalfFrame } from './half-frame';
import { shownParts } from './shown-parts';

type Props = { half: Half; detail: WireDetail; nameOf: (connectionId: string) => string };

/** One half of the wire: the facts of each of its parts, with what could not be read. */
export function HalfFacts({ half, detail, nameOf }: Props) {
  const drawings = use(PartDrawingsContext);
  const parts = shownParts(detail, half).map((shown) => ({ shown, drawing: partDrawingOf(drawings, shown.part.is) }));
  return (
    <HalfFrame half={half} detail={detail} nameOf={nameOf}>
      {parts.map(({ shown, drawing: { Facts } }) => (Facts ? <Facts key={shown.name} {...shown} /> : null))}
      {parts.map(({ shown, drawing: { LastFacts } }) => (LastFacts ? <LastFacts key={shown.name} {...shown} /> : null))}
    </HalfFrame>
  );
}
