import type { NamedRead, ReadName } from '@/components/resource/part-drawing';
import { type PartDrawings, partDrawingOf } from '@/components/resource/part-drawings';
import { isRequired } from '@/lib/wiring/need';
import type { Half, PartName } from '@/lib/wiring/part';
import type { Refusal } from '@/lib/wiring/read';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { saidOnce, shownParts } from './shown-parts';

/** What could not be read: refused, or failed with a message. */
export type Unread = { what: ReadName } & ({ refusal: Refusal } | { message: string });

type Seen = Pick<WireDetail, 'parts' | 'evidence' | 'verdicts'>;

/** When a half was read last, and what of it could not be. What AWS says is not there was read. */
export function unreadOf(drawings: PartDrawings, half: Half, detail: Seen): { at: string | null; unread: Unread[] } {
  const reads = [...readsOf(drawings, half, detail), ...(half === 'consumer' ? othersOf(drawings, detail) : [])];
  const times = reads.flatMap(([, read]) => (read.state === 'pending' ? [] : [read.at])).toSorted();
  const unread = reads.flatMap(([what, read]): Unread[] => {
    if (read.state === 'refused') return [{ what, refusal: read.refusal }];
    return read.state === 'failed' ? [{ what, message: read.message }] : [];
  });
  return { at: times[0] ?? null, unread };
}

function readsOf(drawings: PartDrawings, half: Half, detail: Seen): NamedRead[] {
  const parts = saidOnce(shownParts(detail, half).filter(({ name }) => isNeeded(name, detail)));
  return parts.flatMap(({ part, read }): NamedRead[] => {
    const { what, reads } = partDrawingOf(drawings, part.is);
    return [[what, read], ...(read.state === 'known' ? (reads?.(read.value) ?? []) : [])];
  });
}

/** Whether the wire would stop for anything that this part must grant: otherwise nobody has to mend its reading. */
function isNeeded(name: PartName, { verdicts }: Seen): boolean {
  const own = verdicts.filter(({ need: { demand } }) => demand.type === 'grant' && demand.in.part === name);
  return own.length === 0 || own.some(({ need }) => isRequired(need));
}

/**
 * Who else reads through what nobody may share. It cannot be asked where that was not read itself, which is said of its
 * own half.
 */
function othersOf(drawings: PartDrawings, { parts, evidence }: Seen): NamedRead[] {
  return Object.entries(parts).flatMap(([name, { is }]): NamedRead[] => {
    const { others } = partDrawingOf(drawings, is);
    const state = evidence.parts[name]?.state;
    return others !== undefined && (state === 'known' || state === 'absent') ? [[others, evidence.rivals]] : [];
  });
}
