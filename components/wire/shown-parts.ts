import type { ShownPart } from '@/components/resource/part-drawing';
import type { Half } from '@/lib/wiring/part';
import type { Thing } from '@/lib/wiring/thing';
import type { WireDetail } from '@/lib/wiring/wire-detail';

const pending = { state: 'pending' } as const;

/** The parts of one half in the order of the wire's kind, each with what was read of it. */
export function shownParts(
  { parts, evidence }: Pick<WireDetail, 'parts' | 'evidence'>,
  half: Half,
): ShownPart<Thing>[] {
  return Object.entries(parts)
    .filter(([, part]) => part.half === half)
    .map(([name, part]) => ({
      name,
      part,
      arn: 'arn' in part.ref ? part.ref.arn : null,
      read: evidence.parts[name] ?? pending,
    }));
}

/** Without what only the failed read of another of them stands in the way of: that is said once. */
export function saidOnce(parts: readonly ShownPart<Thing>[]): ShownPart<Thing>[] {
  const said = new Set<string>();
  return parts.filter(({ read }) => {
    if (read.state !== 'refused' && read.state !== 'failed') return true;
    const text = JSON.stringify(read);
    const isNew = !said.has(text);
    said.add(text);
    return isNew;
  });
}
