import { listStreams, readConsumers, readPolicy, readStreamKey, readSummary } from '@/lib/aws/kinesis';
import { listFunctions, listMappings } from '@/lib/aws/lambda';
import { openSession, type Session } from '@/lib/aws/session';
import type { Connection } from '@/lib/wiring/connection';
import type { LambdaFunction, ListRead, Mapping, Source } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';

/** One account in one Region. */
export type InventoryPlace = { connection: Connection; region: string };

type Items = { streams: Source; functions: LambdaFunction; mappings: Mapping };
export type ListName = ListRead['list'];

/** A list as it was last read. While the first reading goes on, `items` grows and `read` is pending. */
export type KeptList<Item> = { items: Item[]; read: Read<number> };

type ListEntry = KeptList<unknown> & { readAt: number; running: Promise<void> | null; watchers: Set<() => void> };
type Details = Pick<Source, 'summary' | 'policy' | 'consumers' | 'key'>;
type DetailEntry = Details & { readAt: number; running: Promise<void> | null; watchers: Set<() => void> };
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

/**
 * Reads a list unless it was read after `since` (epoch milliseconds). Callers that come while it is being read wait
 * for the same reading. `changed` is called for every page that adds something.
 */
export async function refreshList(
  place: InventoryPlace,
  list: ListName,
  since: number,
  changed: () => void,
): Promise<void> {
  const entry = listEntry(place, list);
  if (entry.running === null && entry.readAt > since) return;
  entry.watchers.add(changed);
  entry.running ??= readList(place, list, entry).finally(() => {
    entry.running = null;
  });
  await entry.running;
  entry.watchers.delete(changed);
}

async function readList(place: InventoryPlace, list: ListName, entry: ListEntry): Promise<void> {
  const first = entry.readAt === 0;
  const fresh: unknown[] = [];
  let end: Read<number> | null = null;
  try {
    for await (const page of pages[list](openSession(place.connection, place.region, 'read'))) {
      if (page.state === 'known') fresh.push(...page.value);
      else end = page;
      if (!first) continue;
      entry.items = [...fresh];
      for (const watcher of entry.watchers) watcher();
    }
  } catch (error) {
    end = { state: 'failed', message: error instanceof Error ? error.message : String(error), at: now() };
  }
  if (end === null || first) entry.items = fresh;
  entry.read = end ?? { state: 'known', value: fresh.length, at: now() };
  entry.readAt = Date.now();
}

/** Reads the summary, policy, consumers and key of a stream unless that was done after `since` (epoch milliseconds). */
export async function refreshDetails(
  place: InventoryPlace,
  arn: string,
  since: number,
  changed: () => void,
): Promise<void> {
  const entry = detailEntry(place, arn);
  if (entry.running === null && entry.readAt > since) return;
  entry.watchers.add(changed);
  entry.running ??= readDetails(place, arn, entry).finally(() => {
    entry.running = null;
  });
  await entry.running;
  entry.watchers.delete(changed);
}

async function readDetails(place: InventoryPlace, arn: string, entry: DetailEntry): Promise<void> {
  const session = openSession(place.connection, place.region, 'read');
  const tell = () => {
    for (const watcher of entry.watchers) watcher();
  };
  await Promise.all([
    readSummary(session, arn).then(async (summary) => {
      entry.summary = summary;
      tell();
      await Promise.all([
        readConsumers(session, arn, summary).then((consumers) => {
          entry.consumers = consumers;
        }),
        readStreamKey(session, summary).then((key) => {
          entry.key = key;
        }),
      ]);
      tell();
    }),
    readPolicy(session, arn).then((policy) => {
      entry.policy = policy;
      tell();
    }),
  ]);
  entry.readAt = Date.now();
}

/** What is kept of these connections is shown on, but read again by whoever asks next: something was changed. */
export function expireInventory(connectionIds: readonly string[]): void {
  for (const [key, entry] of everyEntry()) {
    if (belongs(key, connectionIds)) entry.readAt = Math.min(entry.readAt, 1);
  }
}

/** Drops everything kept of these connections. */
export function forgetInventory(connectionIds: readonly string[]): void {
  const { lists, details } = kept();
  for (const map of [lists, details]) {
    for (const key of map.keys()) if (belongs(key, connectionIds)) map.delete(key);
  }
}

function* everyEntry(): Generator<[string, { readAt: number }]> {
  yield* kept().lists;
  yield* kept().details;
}

function belongs(key: string, connectionIds: readonly string[]): boolean {
  return connectionIds.includes(key.slice(0, key.indexOf(' ')));
}

function listEntry(place: InventoryPlace, list: ListName): ListEntry {
  return entryOf(kept().lists, `${place.connection.id} ${place.region} ${list}`, () => ({
    items: [],
    read: { state: 'pending' },
    readAt: 0,
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
    readAt: 0,
    running: null,
    watchers: new Set(),
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

function now(): string {
  return new Date().toISOString();
}
