import { statusSaid } from '../code';
import type { Found, Kind, NamedPart } from '../kind/kind';
import type { StandingMark } from '../mark';
import { wireFields } from '../projection';
import type { Read } from '../read';
import type { Rooms } from '../rooms';
import type { Thing } from '../thing';
import type { View } from '../view';
import type { Wire } from '../wire';
import type { Index } from './index-of';
import { settle } from './settle';
import { statusOf } from './status';
import { wireIdOf } from './wire-id';
import { worstFirst } from './worst-first';

export type Discovery = {
  index: Index;
  /** Account id to connection id. */
  connections: ReadonlyMap<string, string>;
  /** What runs of ours left standing for a wire, as far as it is known. */
  ours?: (wireId: string) => readonly StandingMark[];
};

type Key =
  | { thing: string }
  | { listed: string; accountId: string; region: string }
  | { connection: string }
  | { ours: string };

/** What a wire was worked out from: each thing that was looked up, and what was found. */
type Lookup = { key: Key; found: unknown };
type Kept = { lookups: Lookup[]; wire: Wire };

const nothing: Read<never> = { state: 'pending' };
const noMarks: readonly StandingMark[] = [];

/** Wires that the lists tell of, and half-wires from grants that nobody reads with; worst first. */
export function discoverWires(rooms: Pick<Rooms, 'kinds' | 'resources'>, discovery: Discovery): Wire[] {
  const wires = rooms.kinds.flatMap((kind) =>
    kind.find(discovery.index).map((found) => wireOf(rooms, kind, found, discovery)),
  );
  return worstFirst(rooms.resources, wires);
}

const kept = new WeakMap<object, Kept>();

/** The very same wire for as long as everything that it was worked out from is the same. */
function wireOf(rooms: Pick<Rooms, 'kinds' | 'resources'>, kind: Kind, found: Found, discovery: Discovery): Wire {
  const before = kept.get(found);
  if (
    before &&
    before.wire.kind === kind.id &&
    before.lookups.every(({ key, found }) => lookUp(discovery, key) === found)
  ) {
    return before.wire;
  }
  const lookups: Lookup[] = [];
  const seen = (key: Key) => {
    const one = lookUp(discovery, key);
    lookups.push({ key, found: one });
    return one;
  };
  const wire = drawnWire(rooms, kind, found, seen);
  kept.set(found, { lookups, wire });
  return wire;
}

function lookUp({ index, connections, ours }: Discovery, key: Key): unknown {
  if ('thing' in key) return index.byArn(key.thing);
  if ('listed' in key) return index.listed(key.listed, key.accountId, key.region);
  if ('connection' in key) return connections.get(key.connection) ?? null;
  return ours?.(key.ours) ?? noMarks;
}

function drawnWire(
  { resources }: Pick<Rooms, 'resources'>,
  kind: Kind,
  found: Found,
  seen: (key: Key) => unknown,
): Wire {
  const id = wireIdOf(resources, kind, found.chosen);
  const look = (name: string, part: NamedPart): Read<Thing> => {
    if (name === kind.pulse)
      return found.pulse ? { state: 'known', value: found.pulse, at: '' } : { state: 'absent', at: '' };
    if (!('arn' in part.ref)) return nothing;
    const thing = seen({ thing: part.ref.arn }) as Thing | undefined;
    if (thing) return { state: 'known', value: thing, at: '' };
    return seen({ listed: part.is, ...part.place }) === true ? { state: 'absent', at: '' } : nothing;
  };
  const rest = { others: nothing, ours: seen({ ours: id }) as readonly StandingMark[] };
  const view = settle(resources, kind, found.chosen, rest, look);
  const connectionOf = (accountId: string) => seen({ connection: accountId }) as string | null;
  return wireFrom({ resources, kind, found, view, id, connectionOf });
}

/** A wire with its status, of what is known of it. */
export function wireFrom({
  resources,
  kind,
  found,
  view,
  id,
  connectionOf,
}: Pick<Rooms, 'resources'> & {
  kind: Kind;
  found: Found;
  view: View;
  id: string;
  connectionOf: (accountId: string) => string | null;
}): Wire {
  const { status, because, shape } = statusOf(resources, kind, found, view);
  const end = (part: string) => {
    const accountId = view.parts[part]?.place.accountId ?? '';
    return { accountId, connectionId: connectionOf(accountId) };
  };
  return {
    id,
    kind: kind.id,
    region: view.parts.source?.place.region ?? '',
    ...wireFields(view, found.pulse),
    parts: arnsOf(view),
    producer: end('source'),
    consumer: end('reader'),
    shape,
    status,
    code: because.code,
    because: statusSaid(because),
    since: null,
  };
}

function arnsOf({ parts }: View): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, { ref }]) => ('arn' in ref ? [[name, ref.arn]] : [])),
  );
}
