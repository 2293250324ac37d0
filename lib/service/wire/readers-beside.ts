import { listThings } from '@/lib/aws/read-part';
import { openSession } from '@/lib/aws/session/open-session';
import { wholeList } from '@/lib/aws/whole-list';
import { wireIdOf } from '@/lib/wiring/discover/wire-id';
import type { MakeStep } from '@/lib/wiring/kind/kind';
import type { Thing } from '@/lib/wiring/thing';
import { type Evidence, type OtherWire, readOf, type View } from '@/lib/wiring/view';
import type { WireToRead } from './find-wire';
import type { Reading } from './reading';
import { unconnected } from './unconnected';

const none = (): Evidence['others'] => ({
  state: 'known',
  value: { wires: [], unseen: [] },
  at: new Date().toISOString(),
});

/**
 * Wires of others on what this wire has for itself: two mappings on one registered consumer take shards from each other.
 * Looked for in the reader's account, and in that of the thing's owner, who needs no policy.
 */
export async function readersBeside(wire: WireToRead, view: View, reading: Reading): Promise<Evidence['others']> {
  const own = wire.kind.steps.find((step): step is MakeStep => 'make' in step && !step.own);
  const part = own && view.parts[own.make];
  const pulse = wire.kind.pulse && view.parts[wire.kind.pulse];
  if (!own || !part || !pulse) return none();
  if (!('arn' in part.ref)) {
    // Nobody reads through what is not there; what could not be seen may well be there.
    const read = readOf(view, own.make);
    return read.state === 'known' || read.state === 'absent' ? none() : read;
  }
  const { arn } = part.ref;
  const reader = wire.connectionFor(pulse);
  if (reader === null) return unconnected(pulse.place.accountId);
  const producer = wire.connectionFor(part);
  const owner = producer === null || producer.accountId === reader.accountId ? [] : [producer];
  const [here, there] = await Promise.all(
    [reader, ...owner].map((connection) =>
      wholeList(
        listThings(openSession(connection, part.place.region, 'read', reading.services), pulse.is, {
          by: { source: arn },
          resources: reading.rooms.resources,
          readers: reading.readers,
        }),
      ),
    ),
  );
  if (here?.state !== 'known') return here ?? none();
  const found = here.value.flatMap((thing) => otherWires(wire, thing, reading));
  if (there === undefined) return { ...here, value: { wires: found, unseen: [] } };
  if (there.state !== 'known') {
    const unseen = [{ accountId: part.place.accountId, region: part.place.region }];
    return found.length > 0 ? { ...here, value: { wires: found, unseen } } : there;
  }
  const owners = there.value.flatMap((thing) => otherWires(wire, thing, reading));
  return { ...there, value: { wires: [...found, ...owners], unseen: [] } };
}

/** The wires that a mapping is, leaving this one out. */
export function otherWires(
  { id }: Pick<WireToRead, 'id'>,
  pulse: Thing,
  { rooms }: Pick<Reading, 'rooms'>,
): OtherWire[] {
  return rooms.kinds.flatMap((kind) => {
    const chosen = kind.joins?.(pulse) ?? null;
    if (chosen === null || wireIdOf(rooms.resources, kind, chosen) === id) return [];
    return [{ kind: kind.id, chosen, pulse, things: [] }];
  });
}
