import { detailsOf, listThings } from '@/lib/aws/read-part';
import { openSession } from '@/lib/aws/session/open-session';
import type { Connection } from '@/lib/wiring/connection';
import type { ListedThing } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import type { Thing } from '@/lib/wiring/thing';
import type { Reading } from '../wire/reading';
import {
  type Age,
  type DetailEntry,
  type Details,
  type KeptList,
  keptOf,
  type ListEntry,
  type PageTaken,
} from './kept-inventory';
import { laterMoment } from './later-moment';

/** One account in one Region. */
export type InventoryPlace = { connection: Connection; region: string };

/** What is known now of a place's list of a resource; nothing is called. */
export function keptList(place: InventoryPlace, is: string): KeptList {
  return listEntry(place, is);
}

/** What was last read of a thing beside its place in the list; `null` while nothing was. */
export function keptDetails({ connection }: InventoryPlace, arn: string): Details | null {
  return keptOf(connection).details.get(arn)?.fields ?? null;
}

/** When a list was last read, epoch milliseconds; 0 where it was not, or where something was changed since. */
export function listReadAt(place: InventoryPlace, is: string): number {
  return countedFrom(listEntry(place, is));
}

/** The same of one part of a thing's details. */
export function detailReadAt(place: InventoryPlace, arn: string, part: string): number {
  return countedFrom(ageOf(detailEntry(place, arn), part));
}

function countedFrom({ readAt, expiredAt }: Age): number {
  return readAt > expiredAt ? readAt : 0;
}

/**
 * Reads a list unless it was read after `since` (epoch milliseconds). Callers that come while it is being read wait
 * for the same reading, and for another when that one began too early. `taken` is called with every page of a first
 * reading that comes from now on. Nothing is known afterwards where the connection was forgotten meanwhile.
 */
export async function refreshList(
  reading: Reading,
  place: InventoryPlace,
  is: string,
  since: number,
  taken: PageTaken,
): Promise<void> {
  const asked = laterMoment();
  const kept = keptOf(place.connection);
  const entry = listEntry(place, is);
  entry.watchers.add(taken);
  // What changes from now on is not waited for: it would never end while a run makes one change after the other.
  while (!kept.forgotten && countedFrom(entry) <= since && entry.readAt < asked) {
    entry.running ??= readList(pagesOf(reading, place, is), entry, () => kept.forgotten).finally(() => {
      entry.running = null;
    });
    await entry.running;
  }
  entry.watchers.delete(taken);
}

/** An error that keeps a list from being begun is one of its reading. */
async function* pagesOf(
  { rooms, readers, services }: Reading,
  { connection, region }: InventoryPlace,
  is: string,
): AsyncGenerator<Read<ListedThing[]>> {
  yield* listThings(openSession(connection, region, 'read', services), is, { resources: rooms.resources, readers });
}

async function readList(
  pages: AsyncIterable<Read<ListedThing[]>>,
  entry: ListEntry,
  isForgotten: () => boolean,
): Promise<void> {
  const first = entry.readAt === 0;
  const began = laterMoment();
  const fresh: ListedThing[] = [];
  let end: Read<number> | null = null;
  try {
    for await (const page of pages) {
      if (isForgotten()) return;
      if (page.state !== 'known') {
        end = page;
        continue;
      }
      fresh.push(...page.value);
      if (!first) continue;
      entry.items = [...fresh];
      for (const taken of entry.watchers) taken(page.value);
    }
  } catch (error) {
    end = failed(error);
  }
  if (end === null || first) entry.items = asBefore(fresh, entry.items);
  entry.read = end ?? { state: 'known', value: fresh.length, at: now() };
  entry.readAt = began;
}

/** What did not change stays the very same thing: what rests on it need not be worked out again. */
function asBefore(fresh: readonly ListedThing[], before: readonly ListedThing[]): ListedThing[] {
  const old = new Map(before.map((item) => [item.arn, item]));
  return fresh.map((item) => {
    const same = old.get(item.arn);
    return same && JSON.stringify(same) === JSON.stringify(item) ? same : item;
  });
}

/** Reads one part of a thing's details. `changed` is called for each piece of it. Answers when it began. */
export async function refreshDetail(
  reading: Reading,
  place: InventoryPlace,
  thing: Thing,
  part: string,
  changed: () => void,
): Promise<number> {
  const entry = detailEntry(place, thing.arn);
  const age = ageOf(entry, part);
  const began = laterMoment();
  const taken = (some: object) => {
    entry.fields = { ...entry.fields, ...some };
    changed();
  };
  try {
    const session = openSession(place.connection, place.region, 'read', reading.services);
    await detailsOf(thing.is, reading.readers)[part]?.read(session, thing.arn, taken);
  } catch (error) {
    fail(entry, detailsOf(thing.is, reading.readers)[part]?.fields ?? [], error);
  }
  age.readAt = began;
  changed();
  return began;
}

/** Nobody reads fields that were never read: that is said, and whoever asks next has them read. */
export function failDetail(place: InventoryPlace, arn: string, fields: readonly string[], error: Error): void {
  fail(detailEntry(place, arn), fields, error);
}

function fail(entry: DetailEntry, fields: readonly string[], error: unknown): void {
  const read = failed(error);
  entry.fields = { ...entry.fields, ...Object.fromEntries(fields.map((field) => [field, read])) };
}

function listEntry({ connection, region }: InventoryPlace, is: string): ListEntry {
  return entryOf(keptOf(connection).lists, `${region} ${is}`, () => ({
    items: [],
    read: { state: 'pending' },
    readAt: 0,
    expiredAt: 0,
    running: null,
    watchers: new Set(),
  }));
}

function detailEntry({ connection }: InventoryPlace, arn: string): DetailEntry {
  return entryOf(keptOf(connection).details, arn, () => ({ fields: null, ages: new Map() }));
}

function ageOf({ ages }: DetailEntry, part: string): Age {
  return entryOf(ages, part, () => ({ readAt: 0, expiredAt: 0 }));
}

function entryOf<Entry>(map: Map<string, Entry>, key: string, make: () => Entry): Entry {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function failed(error: unknown): Extract<Read<never>, { state: 'failed' }> {
  return { state: 'failed', message: error instanceof Error ? error.message : String(error), at: now() };
}

function now(): string {
  return new Date().toISOString();
}
