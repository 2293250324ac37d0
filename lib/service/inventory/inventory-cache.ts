import { listStreams, readConsumers, readPolicy, readStreamKey, readSummary } from '@/lib/aws/kinesis/read';
import { listFunctions, listMappings } from '@/lib/aws/lambda/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import type { Connection } from '@/lib/wiring/connection';
import type { LambdaFunction, ListRead, Mapping, Source } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import { forgetDates } from './date-wires';

/** One account in one Region. */
export type InventoryPlace = { connection: Connection; region: string };

type Items = { streams: Source; functions: LambdaFunction; mappings: Mapping };
export type ListName = ListRead['list'];

/** A list as it was last read. While the first reading goes on, `items` grows and `read` is pending. */
export type KeptList<Item> = { items: Item[]; read: Read<number> };

/** What is read of one stream by itself, in two goes that AWS limits apart. */
export type DetailPart = 'summary' | 'policy';

/** When something was begun to be read, and when that came to count no more, epoch milliseconds; 0 for never. */
type Age = { readAt: number; expiredAt: number };
type PageTaken<Item> = (page: Item[]) => void;
type ListEntry = KeptList<unknown> & Age & { running: Promise<void> | null; watchers: Set<PageTaken<never>> };
type Details = Pick<Source, 'summary' | 'policy' | 'consumers' | 'key'>;
type DetailEntry = Details & { ages: Record<DetailPart, Age> };
type Kept = { lists: Map<string, ListEntry>; details: Map<string, DetailEntry> };

const shared = globalThis as typeof globalThis & { tributaryInventory?: Kept };

const pages: { [List in ListName]: (session: Session) => AsyncGenerator<Read<Items[List][]>> } = {
  streams: listStreams,
  functions: (session) => listFunctions(session),
  mappings: (session) => listMappings(session),
};

/** What is known of a list now; nothing is called. */
export function keptList<List extends ListName>(place: InventoryPlace, list: List): KeptList<Items[List]> {
  return listEntry(place, list) as KeptList<Items[List]>;
}

/** What was last read of a stream beside its place in the list. */
export function keptDetails(place: InventoryPlace, arn: string): Details {
  const { summary, policy, consumers, key } = detailEntry(place, arn);
  return { summary, policy, consumers, key };
}

/** When a list was last read, epoch milliseconds; 0 where it was not, or where something was changed since. */
export function listReadAt(place: InventoryPlace, list: ListName): number {
  return countedFrom(listEntry(place, list));
}

/** The same of one part of a stream's details. */
export function detailReadAt(place: InventoryPlace, arn: string, part: DetailPart): number {
  return countedFrom(detailEntry(place, arn).ages[part]);
}

function countedFrom({ readAt, expiredAt }: Age): number {
  return readAt > expiredAt ? readAt : 0;
}

/**
 * Reads a list unless it was read after `since` (epoch milliseconds). Callers that come while it is being read wait
 * for the same reading. `taken` is called with every page of a first reading that comes from now on.
 */
export async function refreshList<List extends ListName>(
  place: InventoryPlace,
  list: List,
  since: number,
  taken: PageTaken<Items[List]>,
): Promise<void> {
  const entry = listEntry(place, list);
  if (entry.running === null && countedFrom(entry) > since) return;
  entry.watchers.add(taken);
  entry.running ??= readList(place, list, entry).finally(() => {
    entry.running = null;
  });
  await entry.running;
  entry.watchers.delete(taken);
}

async function readList<List extends ListName>(place: InventoryPlace, list: List, entry: ListEntry): Promise<void> {
  const first = entry.readAt === 0;
  const began = Date.now();
  const fresh: Items[List][] = [];
  let end: Read<number> | null = null;
  try {
    for await (const page of pages[list](openSession(place.connection, place.region, 'read'))) {
      if (page.state !== 'known') {
        end = page;
        continue;
      }
      fresh.push(...page.value);
      if (!first) continue;
      entry.items = [...fresh];
      for (const taken of entry.watchers) (taken as PageTaken<Items[List]>)(page.value);
    }
  } catch (error) {
    end = failed(error);
  }
  if (end === null || first) entry.items = asBefore(fresh, entry.items as Items[List][]);
  entry.read = end ?? { state: 'known', value: fresh.length, at: now() };
  entry.readAt = began;
}

/** What did not change stays the very same thing: what rests on it need not be worked out again. */
function asBefore<Item extends { arn: string }>(fresh: readonly Item[], before: readonly Item[]): Item[] {
  const old = new Map(before.map((item) => [item.arn, item]));
  return fresh.map((item) => {
    const same = old.get(item.arn);
    return same && JSON.stringify(same) === JSON.stringify(item) ? same : item;
  });
}

/** Reads one part of a stream's details. `changed` is called for each piece of it. */
export async function refreshDetail(
  place: InventoryPlace,
  arn: string,
  part: DetailPart,
  changed: () => void,
): Promise<void> {
  const entry = detailEntry(place, arn);
  const began = Date.now();
  try {
    const session = openSession(place.connection, place.region, 'read');
    if (part === 'policy') entry.policy = await readPolicy(session, arn);
    else await readSummaryAndMore(session, arn, entry, changed);
  } catch (error) {
    entry[part] = failed(error);
  }
  entry.ages[part].readAt = began;
  changed();
}

async function readSummaryAndMore(session: Session, arn: string, entry: DetailEntry, changed: () => void) {
  const summary = await readSummary(session, arn);
  entry.summary = summary;
  changed();
  [entry.consumers, entry.key] = await Promise.all([
    readConsumers(session, arn, summary),
    readStreamKey(session, summary),
  ]);
}

/** What is kept of these connections is shown on, but read again by whoever asks next: something was changed. */
export function expireInventory(connectionIds: readonly string[]): void {
  const expiredAt = Date.now();
  for (const [key, ages] of everyAge()) {
    if (belongs(key, connectionIds)) for (const age of ages) age.expiredAt = expiredAt;
  }
}

/** Drops everything kept of these connections. */
export function forgetInventory(connectionIds: readonly string[]): void {
  forgetDates();
  const { lists, details } = kept();
  for (const map of [lists, details]) {
    for (const key of map.keys()) if (belongs(key, connectionIds)) map.delete(key);
  }
}

function* everyAge(): Generator<[string, Age[]]> {
  for (const [key, entry] of kept().lists) yield [key, [entry]];
  for (const [key, { ages }] of kept().details) yield [key, Object.values(ages)];
}

function belongs(key: string, connectionIds: readonly string[]): boolean {
  return connectionIds.includes(key.slice(0, key.indexOf(' ')));
}

function listEntry(place: InventoryPlace, list: ListName): ListEntry {
  return entryOf(kept().lists, `${place.connection.id} ${place.region} ${list}`, () => ({
    items: [],
    read: { state: 'pending' },
    readAt: 0,
    expiredAt: 0,
    running: null,
    watchers: new Set(),
  }));
}

function detailEntry(place: InventoryPlace, arn: string): DetailEntry {
  return entryOf(kept().details, `${place.connection.id} ${arn}`, () => ({
    summary: { state: 'pending' },
    policy: { state: 'pending' },
    consumers: { state: 'pending' },
    key: { state: 'pending' },
    ages: { summary: { readAt: 0, expiredAt: 0 }, policy: { readAt: 0, expiredAt: 0 } },
  }));
}

function entryOf<Entry>(map: Map<string, Entry>, key: string, make: () => Entry): Entry {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function kept(): Kept {
  shared.tributaryInventory ??= { lists: new Map(), details: new Map() };
  return shared.tributaryInventory;
}

function failed(error: unknown): Extract<Read<never>, { state: 'failed' }> {
  return { state: 'failed', message: error instanceof Error ? error.message : String(error), at: now() };
}

function now(): string {
  return new Date().toISOString();
}
