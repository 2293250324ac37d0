import { listThings } from '@/lib/aws/read-part';
import { openSession } from '@/lib/aws/session/open-session';
import { wholeList } from '@/lib/aws/whole-list';
import type { Connection } from '@/lib/wiring/connection';
import type { Part } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import { arnReading } from '@/lib/wiring/resource/arn-reading';
import type { Thing } from '@/lib/wiring/thing';
import type { Evidence, OtherWire, View } from '@/lib/wiring/view';
import type { WireToRead } from './find-wire';
import { listedOthers } from './listed-others';
import { otherWires } from './readers-beside';
import type { Reading } from './reading';
import { unconnected } from './unconnected';

type Place = { connection: Connection; region: string };

/**
 * Every other wire that may live off what this one was given: in the reader's account, in every Region, since a role is of
 * all of them; and where something stands between, in its owner's, who needs no policy to read through it. What could not
 * be looked at is told.
 */
export async function readOthers(wire: WireToRead, view: View, reading: Reading): Promise<Evidence['others']> {
  const { kind } = wire;
  if (!kind.joins) return listedOthers(wire, view, reading);
  const pulse = kind.pulse === null ? undefined : view.parts[kind.pulse];
  if (!pulse) return { state: 'known', value: { wires: [], unseen: [] }, at: new Date().toISOString() };
  const consumer = wire.connectionFor(pulse);
  if (consumer === null) return unconnected(pulse.place.accountId);
  const { region } = pulse.place;
  const further = consumer.regions
    .filter((one) => one !== region)
    .map((one) => ({ connection: consumer, region: one }));
  const [here, ...there] = await Promise.all([
    wiresIn({ connection: consumer, region }, pulse, wire, kind.reader, reading),
    ...further.map((place) => wiresIn(place, pulse, wire, kind.reader, reading)),
    ...ownersOf(wire, view).map((place) => wiresIn(place, pulse, wire, null, reading)),
  ]);
  if (here?.state !== 'known') return here ?? unconnected(consumer.accountId);
  const places = [...further, ...ownersOf(wire, view)];
  const unseen = places
    .filter((_, index) => there[index]?.state !== 'known')
    .map(({ connection, region: at }) => ({ accountId: connection.accountId, region: at }));
  const all = [here, ...there].flatMap((read) => (read.state === 'known' ? read.value : []));
  return { ...here, value: { wires: all.filter((one) => isShared(one, view, reading)), unseen } };
}

/** Where the owner of what stands between may read through it. */
function ownersOf({ kind, connectionFor }: WireToRead, { parts }: View): Place[] {
  return kind.steps.flatMap((step) => {
    const part: Part | undefined = 'make' in step && !step.own ? parts[step.make] : undefined;
    const connection = part ? connectionFor(part) : null;
    return part && connection ? [{ connection, region: part.place.region }] : [];
  });
}

/** Other wires of one account and Region, each with its reader where such are listed. */
async function wiresIn(
  { connection, region }: Place,
  pulse: Part,
  wire: WireToRead,
  reader: string | null,
  reading: Reading,
): Promise<Read<OtherWire[]>> {
  const session = openSession(connection, region, 'read', reading.services);
  const list = (is: string) =>
    wholeList(listThings(session, is, { resources: reading.rooms.resources, readers: reading.readers }));
  const [readers, pulses] = await Promise.all([
    reader === null ? ({ state: 'known', value: [] as Thing[], at: '' } as const) : list(reader),
    list(pulse.is),
  ]);
  if (readers.state !== 'known') return readers;
  if (pulses.state !== 'known') return pulses;
  const byArn = new Map(readers.value.map((thing) => [thing.arn, thing]));
  const value = pulses.value.flatMap((one) =>
    otherWires(wire, one, reading).map((other) => {
      const thing = byArn.get(other.chosen.reader);
      return thing ? { ...other, things: [thing] } : other;
    }),
  );
  return { ...pulses, value };
}

/** Whether another wire has something in common with this one: its source, what stands between, or a role. */
function isShared({ chosen, things }: OtherWire, { parts, chosen: own }: View, { rooms }: Reading): boolean {
  const { stable } = arnReading(rooms.resources);
  if (stable(chosen.source) === stable(own.source)) return true;
  const arns = new Set(Object.values(parts).flatMap(({ ref }) => ('arn' in ref ? [ref.arn] : [])));
  return things.some((thing: Thing) =>
    Object.values(thing).some((value) => typeof value === 'string' && arns.has(value)),
  );
}
