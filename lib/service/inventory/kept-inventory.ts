import type { Connection } from '@/lib/wiring/connection';
import type { ListedThing } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import { laterMoment } from './later-moment';
import { expireMarks } from './marks-of-runs';
import { forgetSince } from './wire-since';

/** A list as it was last read. While the first reading goes on, `items` grows and `read` is pending. */
export type KeptList = { items: ListedThing[]; read: Read<number> };

/** When something was begun to be read, and when that came to count no more, epoch milliseconds; 0 for never. */
export type Age = { readAt: number; expiredAt: number };
export type PageTaken = (page: ListedThing[]) => void;
export type ListEntry = KeptList & Age & { running: Promise<void> | null; watchers: Set<PageTaken> };

/** What is read of one thing by itself, in goes that AWS limits apart. Another object whenever something comes in. */
export type Details = Readonly<Record<string, Read<unknown>>>;
export type DetailEntry = { fields: Details | null; ages: Map<string, Age> };

/** What one role of a connection has read. Once it is forgotten nobody comes upon it again. */
export type KeptInventory = {
  lists: Map<string, ListEntry>;
  details: Map<string, DetailEntry>;
  forgotten: boolean;
};

/** `now` is the connection as it is from now on: `null` when it was removed, `undefined` when it was not changed. */
type Forgotten = (connectionId: string, now: Connection | null | undefined) => void;

type Shared = {
  byRole: Map<string, KeptInventory>;
  watchers: Set<Forgotten>;
  timesForgotten: number;
  /** Connections as they became when they were forgotten last. */
  changed: Map<string, { times: number; now: Connection | null }>;
};
const shared = globalThis as typeof globalThis & { tributaryInventory?: Shared };

export function keptOf({ id, roleArn, externalId }: Connection): KeptInventory {
  const { byRole } = every();
  const key = `${id} ${roleArn} ${externalId}`;
  const kept = byRole.get(key) ?? { lists: new Map(), details: new Map(), forgotten: false };
  byRole.set(key, kept);
  return kept;
}

/** What is kept of these connections is shown on, but read again by whoever asks next: something was changed. */
export function expireInventory(connectionIds: readonly string[]): void {
  expireMarks();
  const expiredAt = laterMoment();
  for (const id of connectionIds) {
    for (const [, kept] of ofConnection(id)) for (const age of agesOf(kept)) age.expiredAt = expiredAt;
  }
}

/**
 * Drops everything kept of a connection. What is being read of it counts for nobody; whoever waits for it begins again
 * with the connection as it is `now`. It was removed when that is `null`, and it is as it was when that is left out.
 */
export function forgetInventory(connectionId: string, now?: Connection | null): void {
  forgetSince();
  expireMarks();
  const { byRole, watchers, changed } = every();
  every().timesForgotten += 1;
  if (now !== undefined) changed.set(connectionId, { times: timesForgotten(), now });
  for (const [key, kept] of ofConnection(connectionId)) {
    kept.forgotten = true;
    byRole.delete(key);
  }
  for (const watcher of watchers) watcher(connectionId, now);
}

/** Calls `forgotten` whenever something is. Returns what ends it. */
export function watchForgetting(forgotten: Forgotten): () => void {
  const { watchers } = every();
  watchers.add(forgotten);
  return () => watchers.delete(forgotten);
}

/** A moment between what is forgotten, for `changedSince`. */
export function timesForgotten(): number {
  return every().timesForgotten;
}

/** The connections that were forgotten since because they were edited or removed, as they became. */
export function changedSince(moment: number): Map<string, Connection | null> {
  const changed = [...every().changed].filter(([, { times }]) => times > moment);
  return new Map(changed.map(([id, { now }]) => [id, now]));
}

function ofConnection(id: string): [string, KeptInventory][] {
  return [...every().byRole].filter(([key]) => key.startsWith(`${id} `));
}

function* agesOf({ lists, details }: KeptInventory): Generator<Age> {
  yield* lists.values();
  for (const { ages } of details.values()) yield* ages.values();
}

function every(): Shared {
  shared.tributaryInventory ??= { byRole: new Map(), watchers: new Set(), timesForgotten: 0, changed: new Map() };
  return shared.tributaryInventory;
}
