import { readPart } from '@/lib/aws/read-part';
import { openSession } from '@/lib/aws/session/open-session';
import { mostRounds, viewOf } from '@/lib/wiring/discover/settle';
import { judge } from '@/lib/wiring/judge/judge';
import type { NamedPart } from '@/lib/wiring/kind/kind';
import type { Verdict } from '@/lib/wiring/need';
import type { PartName } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { Thing } from '@/lib/wiring/thing';
import { type Evidence, toldArn, type View } from '@/lib/wiring/view';
import type { WireToRead } from './find-wire';
import { type OurMarks, ourMarks, rolesOf } from './our-marks';
import { readersBeside } from './readers-beside';
import { productReading, type Reading } from './reading';
import { unconnected } from './unconnected';

export type Gathered = { view: View; verdicts: Verdict[]; ours: OurMarks };

const nothing: OurMarks = { marks: [], wireIds: [] };

/** Reads all that a wire's needs are held against, in parallel, and judges it. Every piece says how its read went. */
export async function gatherEvidence(wire: WireToRead, reading: Reading = productReading): Promise<Gathered> {
  const { rooms } = reading;
  const { parts, read, ours } = await gatherParts(wire, reading);
  const seen = (others: Evidence['others']) =>
    viewOf(rooms.resources, wire.chosen, parts, { parts: read, others, ours: ours.marks });
  const others = await readersBeside(wire, seen({ state: 'pending' }), reading);
  const view = seen(others);
  return { view, verdicts: judge(rooms.resources, wire.kind, view), ours };
}

/** Asks the kind for its parts, reads what is new, and asks again, until it names nothing new. */
async function gatherParts(wire: WireToRead, reading: Reading) {
  const { kind, chosen } = wire;
  const kept = new Map<string, Promise<Read<Thing>>>();
  let parts: Readonly<Record<PartName, NamedPart>> = {};
  let read: Record<PartName, Read<Thing>> = {};
  let ours = nothing;
  for (let round = 0; round < mostRounds; round += 1) {
    parts = kind.parts({ chosen, parts: read, ours: ours.marks, at: now() });
    const before = kept.size;
    const entries = Object.entries(parts).map(async ([name, part]) => {
      if (part.read) return [name, part.read] as const;
      const key = JSON.stringify([part.is, part.place, part.ref]);
      const one = kept.get(key) ?? readOne(wire, part, reading);
      kept.set(key, one);
      return [name, await one] as const;
    });
    read = Object.fromEntries(await Promise.all(entries));
    const marks = round === 0 ? await marksOf(wire, parts, read, reading) : ours;
    if (round > 0 && kept.size === before) break;
    ours = marks;
  }
  return { parts, read, ours };
}

/** Marks are looked for once the first reads have told who asks. */
async function marksOf(
  { id, kind, chosen, connectionFor }: WireToRead,
  parts: Readonly<Record<PartName, NamedPart>>,
  read: Record<PartName, Read<Thing>>,
  { rooms }: Reading,
): Promise<OurMarks> {
  const { source } = parts;
  if (!source || connectionFor(source) === null) return nothing;
  const told = kind.parts({ chosen, parts: read, ours: [], at: now() });
  const asker = toldArn({ parts: told }, 'role') ?? chosen.reader;
  return ourMarks(rooms, { wireId: id, source: chosen.source, asker, roles: rolesOf(rooms.resources, told) });
}

/** Reads one part as whoever acts for it. */
export function readOne(
  { connectionFor }: WireToRead,
  part: NamedPart,
  { services, readers }: Reading,
): Promise<Read<Thing>> {
  const connection = connectionFor(part);
  if (connection === null) return Promise.resolve(unconnected(part.place.accountId));
  return readPart(openSession(connection, part.place.region, 'read', services), part, readers);
}

function now(): string {
  return new Date().toISOString();
}
