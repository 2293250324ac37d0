import { expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { drawn } from '@/lib/trial/fixture/drawn';
import { seedView } from '@/lib/trial/fixture/seed-view';
import { absent, ends, evidence, refusedRead, roleEvidence } from '@/lib/trial/fixture/seed-wire';
import { aWire } from '@/lib/trial/fixture/staged-inventory';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import type { Half } from '@/lib/wiring/part';
import type { EvidenceFields } from '@/lib/wiring/projection';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { HalfFacts } from './half-facts';

const words = catalogues.en.wire;

/** What stands beside the name of a thing in its half. */
function said(half: Half, name: string, over: Partial<EvidenceFields>): string {
  const fields = evidence(over);
  const { parts, evidence: read } = seedView(kinesis, ends, fields);
  const detail = { wire: aWire('orders', 'billing'), parts, evidence: { ...fields, parts: read.parts }, verdicts: [] };
  const page = drawn(<HalfFacts half={half} detail={detail as unknown as WireDetail} nameOf={(id) => id} />);
  const fact = new RegExp(`<dt[^>]*>${name}</dt><dd[^>]*>(.*?)</dd>`).exec(page)?.[1] ?? '';
  return fact.replace(/<code[^>]*>.*?<\/code>/g, '').replace(/<[^>]*>/g, '');
}

const rows: [Half, string, (read: typeof absent | ReturnType<typeof refusedRead>) => Partial<EvidenceFields>][] = [
  ['producer', words.stream, (source) => ({ source })],
  ['consumer', words.function, (read) => ({ function: read })],
  ['consumer', words.role, (role) => ({ role: roleEvidence({ role }) })],
];

test.each(rows)(
  'of the %s, a %s that could not be read is unknown, and one that is gone is called that',
  (half, name, as) => {
    expect(said(half, name, as(refusedRead('a:Read')))).toBe(words.state.unknown);
    expect(said(half, name, as(absent))).toBe(words.gone);
    expect([words.state.unknown, words.gone]).not.toContain(said(half, name, {}));
  },
);
