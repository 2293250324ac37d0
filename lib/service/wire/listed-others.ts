import { detailsOf, listThings } from '@/lib/aws/read-part';
import { openSession } from '@/lib/aws/session/open-session';
import { wholeList } from '@/lib/aws/whole-list';
import type { Connection } from '@/lib/wiring/connection';
import { indexOf, type ListState } from '@/lib/wiring/discover/index-of';
import { wireIdOf } from '@/lib/wiring/discover/wire-id';
import type { Part } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { Thing } from '@/lib/wiring/thing';
import type { Evidence, OtherWire, View } from '@/lib/wiring/view';
import type { WireToRead } from './find-wire';
import type { Reading } from './reading';

type Place = { connection: Connection; region: string };

/**
 * Other wires of a kind whose wires no single thing tells: found as an inventory finds them, in every account that this
 * wire touches. Where a list could not be read is told.
 */
export async function listedOthers(wire: WireToRead, view: View, reading: Reading): Promise<Evidence['others']> {
  const { kind, id } = wire;
  const { resources } = reading.rooms;
  const lists = await Promise.all(
    placesOf(wire, view).flatMap((place) => kind.lists.map((is) => listOf(place, is, reading))),
  );
  const things = new Map<string, Thing[]>();
  for (const { is, read } of lists) {
    if (read.state === 'known') things.set(is, [...(things.get(is) ?? []), ...read.value]);
  }
  const found = kind.find(indexOf(things, lists.map(stateOf)));
  const wires = found.flatMap(({ chosen, pulse }): OtherWire[] => {
    return wireIdOf(resources, kind, chosen) === id ? [] : [{ kind: kind.id, chosen, pulse, things: [] }];
  });
  const unread = lists.filter(({ read }) => read.state !== 'known');
  const unseen = [...unread, ...unreached(wire, view)].map(({ accountId, region }) => ({ accountId, region }));
  return { state: 'known', value: { wires, unseen }, at: new Date().toISOString() };
}

function placesOf({ connectionFor }: WireToRead, { parts }: View): Place[] {
  const places = Object.values(parts).flatMap((part): [string, Place][] => {
    const connection = connectionFor(part);
    const { region } = part.place;
    return connection === null || region === '' ? [] : [[`${connection.id} ${region}`, { connection, region }]];
  });
  return [...new Map(places).values()];
}

/** Where this wire is and no connection is. */
function unreached({ connectionFor }: WireToRead, { parts }: View): Part['place'][] {
  return Object.values(parts).flatMap((part) => (connectionFor(part) === null ? [part.place] : []));
}

type ListRead = Omit<ListState, 'read'> & { read: Read<Thing[]> };

/** A list of one account and Region, each thing with all that is read of it beside. */
async function listOf({ connection, region }: Place, is: string, reading: Reading): Promise<ListRead> {
  const { rooms, services, readers } = reading;
  const session = openSession(connection, region, 'read', services);
  const list = await wholeList(listThings(session, is, { resources: rooms.resources, readers }));
  const place = { is, accountId: connection.accountId, region };
  if (list.state !== 'known') return { ...place, read: list };
  const value = await Promise.all(
    list.value.map(async (thing) => {
      let whole: Thing = thing;
      const taken = (some: object) => {
        whole = { ...whole, ...some };
      };
      const details = Object.values(detailsOf(is, readers));
      await Promise.all(details.map((detail) => detail?.read(session, thing.arn, taken)));
      return whole;
    }),
  );
  return { ...place, read: { ...list, value } };
}

function stateOf({ read, ...place }: ListRead): ListState {
  return { ...place, read: read.state === 'known' ? { ...read, value: read.value.length } : read };
}
