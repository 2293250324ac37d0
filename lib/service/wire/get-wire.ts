import { listRuns } from '@/lib/store/runs';
import { observeWires } from '@/lib/store/wires';
import { wireFrom } from '@/lib/wiring/discover/discover';
import { indexOf } from '@/lib/wiring/discover/index-of';
import { wireIdOf } from '@/lib/wiring/discover/wire-id';
import type { Found } from '@/lib/wiring/kind/kind';
import type { Verdict } from '@/lib/wiring/need';
import { evidenceFields } from '@/lib/wiring/projection';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import { knownValue, readOf, toldArn, type View } from '@/lib/wiring/view';
import type { Wire } from '@/lib/wiring/wire';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { refusal } from '../http/refuse';
import { findWire, type WireToRead } from './find-wire';
import { type Gathered, gatherEvidence } from './gather-evidence';
import { productReading, type Reading } from './reading';
import { unconnected } from './unconnected';

/** One wire: both halves as read now, held against what it needs, and what our runs did. Throws `no-wire` and `wire-removed`. */
export async function getWire(id: string, reading: Reading = productReading): Promise<WireDetail> {
  const found = await findWire(id, reading.rooms);
  const [gathered, runs] = await Promise.all([gatherEvidence(found, reading), listRuns({ wireId: id })]);
  const wire = wireAsRead(found, gathered, reading);
  if (wire === null) {
    const { source, reader } = found.chosen;
    throw refusal(404, 'wire-removed', { source, reader });
  }
  const at = new Date().toISOString();
  const since = (await observeWires([wire], at)).get(id) ?? at;
  const { view, verdicts } = gathered;
  return {
    wire: { ...wire, since },
    evidence: { ...evidenceFields(view), parts: view.evidence.parts },
    parts: view.parts,
    verdicts,
    runs,
  };
}

/** The wire as the board would show it, drawn from this one reading; `null` when neither half of it stands. */
function wireAsRead(wire: WireToRead, gathered: Gathered, { rooms }: Reading): Wire | null {
  const found = foundIn(wire, gathered, rooms.resources);
  if (found === null) return null;
  const { view } = gathered;
  const connectionOf = (accountId: string) =>
    Object.values(view.parts)
      .map((part) => wire.connectionFor(part))
      .find((connection) => connection?.accountId === accountId)?.id ?? null;
  return wireFrom({ resources: rooms.resources, kind: wire.kind, found, view, id: wire.id, connectionOf });
}

/** What moves the records; or, where nothing does, a grant with which nobody reads, or nobody can be seen to. */
function foundIn(wire: WireToRead, { view, verdicts }: Gathered, resources: ResourceTable): Found | null {
  const { kind, chosen } = wire;
  if (kind.pulse === null) return { chosen, pulse: null };
  const read = readOf(view, kind.pulse);
  const pulse = knownValue(read);
  if (pulse) return { chosen, pulse };
  const named = namedIn(wire, view, resources);
  if (named) return named;
  const granted = verdicts.some((verdict) => verdict.state === 'met' && isShared(verdict));
  const isUnread = read.state !== 'absent';
  // A grant that stands may be the wire's own while its reader does not say whom it asks as.
  if (
    !isUnread &&
    isReaderUnread(view) &&
    verdicts.some((verdict) => verdict.state === 'unknown' && isShared(verdict))
  ) {
    return { chosen, pulse: null, granted: { status: 'unknown', because: { code: 'asker-unread' } } };
  }
  if (!granted && !isUnread) return null;
  const because = {
    code: isUnread ? ('reader-unseen' as const) : ('granted-unread' as const),
    values: principal(view),
  };
  return { chosen, pulse: null, granted: { status: isUnread ? 'unknown' : 'half', because } };
}

function isShared({ need: { demand } }: Verdict): boolean {
  return demand.type === 'grant' && demand.place === 'resource-policy';
}

function isReaderUnread(view: View): boolean {
  const { state } = readOf(view, 'reader');
  return state !== 'known' && state !== 'absent';
}

/** A grant that names the reader, as the board finds it among these very things: of a role that is gone, too. */
function namedIn({ id, kind, connectionFor }: WireToRead, view: View, resources: ResourceTable): Found | null {
  const things = new Map<string, Thing[]>();
  const lists = Object.entries(view.parts).map(([name, part]) => {
    const { is, place } = part;
    // Of a place that nobody can read, a kind may still say that nothing of the wire is there.
    const read = connectionFor(part) === null ? unconnected(place.accountId) : readOf(view, name);
    const thing = knownValue(read);
    if (thing) things.set(thing.is, [...(things.get(thing.is) ?? []), thing]);
    const isTold = read.state === 'known' || read.state === 'absent';
    return { is, ...place, read: isTold ? { state: 'known' as const, value: 1, at: read.at } : read };
  });
  const found = kind.find(indexOf(things, lists));
  return found.find((one) => one.granted && wireIdOf(resources, kind, one.chosen) === id) ?? null;
}

function principal(view: View): { principal: string } {
  return { principal: toldArn(view, 'role') ?? view.chosen.reader };
}
