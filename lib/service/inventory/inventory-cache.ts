import { listStreams, readConsumers, readPolicy, readStreamKey, readSummary } from '@/lib/aws/kinesis/read';
import { listFunctions, listMappings } from '@/lib/aws/lambda/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import type { Connection } from '@/lib/wiring/connection';
import type { LambdaFunction, ListRead, Mapping, Source } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import {
  type Age,
  type DetailEntry,
  type DetailPart,
  type KeptList,
  keptOf,
  type ListEntry,
  type PageTaken,
} from './kept-inventory';
import { laterMoment } from './later-moment';

/** One account in one Region. */
export type InventoryPlace = { connection: Connection; region: string };

type Items = { streams: Source; functions: LambdaFunction; mappings: Mapping };
export type ListName = ListRead['list'];
type Details = Omit<DetailEntry, 'ages'>;

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
 * for the same reading, and for another when that one began too early. `taken` is called with every page of a first
 * reading that comes from now on. Nothing is known afterwards where the connection was forgotten meanwhile.
 */
export async function refreshList<List extends ListName>(
  place: InventoryPlace,
  list: List,
  since: number,
  taken: PageTaken<Items[List]>,
): Promise<void> {
  const asked = laterMoment();
  const kept = keptOf(place.connection);
  const entry = listEntry(place, list);
  entry.watchers.add(taken);
  // What changes from now on is not waited for: it would never end while a run makes one change after the other.
  while (!kept.forgotten && countedFrom(entry) <= since && entry.readAt < asked) {
    entry.running ??= readList(place, list, entry, () => kept.forgotten).finally(() => {
      entry.running = null;
    });
    await entry.running;
  }
  entry.watchers.delete(taken);
}

async function readList<List extends ListName>(
  place: InventoryPlace,
  list: List,
  entry: ListEntry,
  isForgotten: () => boolean,
): Promise<void> {
  const first = entry.readAt === 0;
  const began = laterMoment();
  const fresh: Items[List][] = [];
  let end: Read<number> | null = null;
  try {
    for await (const page of pages[list](openSession(place.connection, place.region, 'read'))) {
      if (isForgotten()) return;
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

/** Reads one part of a stream's details. `changed` is called for each piece of it. Answers when it began. */
export async function refreshDetail(
  place: InventoryPlace,
  arn: string,
  part: DetailPart,
  changed: () => void,
): Promise<number> {
  const entry = detailEntry(place, arn);
  const began = laterMoment();
  try {
    const session = openSession(place.connection, place.region, 'read');
    if (part === 'policy') entry.policy = await readPolicy(session, arn);
    else await readSummaryAndMore(session, arn, entry, changed);
  } catch (error) {
    fail(entry, part, error);
  }
  entry.ages[part].readAt = began;
  changed();
  return began;
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

/** Nobody reads a part that was never read: that is said, and whoever asks next has it read. */
export function failDetail(place: InventoryPlace, arn: string, part: DetailPart, error: Error): void {
  fail(detailEntry(place, arn), part, error);
}

function fail(entry: DetailEntry, part: DetailPart, error: unknown): void {
  const read = failed(error);
  if (part === 'policy') entry.policy = read;
  else Object.assign(entry, { summary: read, consumers: read, key: read });
}

function listEntry({ connection, region }: InventoryPlace, list: ListName): ListEntry {
  return entryOf(keptOf(connection).lists, `${region} ${list}`, () => ({
    items: [],
    read: { state: 'pending' },
    readAt: 0,
    expiredAt: 0,
    running: null,
    watchers: new Set(),
  }));
}

function detailEntry({ connection }: InventoryPlace, arn: string): DetailEntry {
  return entryOf(keptOf(connection).details, arn, () => ({
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

function failed(error: unknown): Extract<Read<never>, { state: 'failed' }> {
  return { state: 'failed', message: error instanceof Error ? error.message : String(error), at: now() };
}

function now(): string {
  return new Date().toISOString();
}
