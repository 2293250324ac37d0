'use client';

import { Glyph } from '@/components/ui/glyph';
import { SideMark } from '@/components/ui/side-mark';
import { Words } from '@/components/ui/words';
import { isRequired, type Verdict } from '@/lib/wiring/need';
import type { Wire } from '@/lib/wiring/wire';

/** The answer first: the one thing that stops the wire, with why it matters. */
export function MainCause({ verdicts, wire }: { verdicts: Verdict[]; wire: Wire }) {
  const stopping = verdicts.filter(
    ({ need, state }) => isRequired(need) && (state === 'denied' || state === 'missing'),
  );
  const first = stopping[0];
  if (!first || wire.status === 'flowing') return null;
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 rounded-xl border border-bad/40 bg-bad-wash px-4 py-3">
      <Glyph name="missing" />
      <p className="flex items-start gap-x-2 font-semibold">
        {first.need.side === 'both' ? null : <SideMark half={first.need.side} />}
        <Words said={first.because} />
      </p>
      <p className="col-start-2 text-ink-2">
        <Words said={first.need.why} />
      </p>
    </div>
  );
}
