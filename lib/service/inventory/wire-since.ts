import { noteWires, observeWires } from '@/lib/store/wires';
import { remembered } from '@/lib/wiring/discover/remembered';
import type { Wire } from '@/lib/wiring/wire';

/** Since when a wire stands as it does; `askedAt` is when the store said so, epoch milliseconds. */
type Since = { status: Wire['status']; result: string | null; since: string; askedAt: number };

const shared = globalThis as typeof globalThis & { tributaryWireSince?: Map<string, Since> };

/** What the store said of a wire is believed for so long, in milliseconds, while nothing changes. */
const believedFor = 60_000;

const withSince = remembered<Wire, Wire>();

/** The same wires, each with the time since when it is known to stand as it does. */
export async function wiresSince(wires: readonly Wire[]): Promise<Wire[]> {
  const unsure = wires.filter((wire) => believed(wire) === null);
  const since = await noteWires(unsure, new Date().toISOString());
  remember(unsure, since);
  return wires.map((wire) => {
    const at = believed(wire) ?? since.get(wire.id) ?? null;
    return withSince(wire, [at], () => ({ ...wire, since: at }));
  });
}

/** Writes down how these wires stand now. What stands as it did is written once a minute. */
export async function observe(wires: readonly Wire[]): Promise<void> {
  const changed = wires.filter((wire) => believed(wire) === null);
  remember(changed, await observeWires(changed, new Date().toISOString()));
}

/** Forgets what was said of wires: some may be in the store no more. */
export function forgetSince(): void {
  all().clear();
}

function believed({ id, status, mapping }: Wire): string | null {
  const known = all().get(id);
  const same = known?.status === status && known.result === (mapping?.lastProcessingResult ?? null);
  return known && same && Date.now() - known.askedAt < believedFor ? known.since : null;
}

function remember(wires: readonly Wire[], since: ReadonlyMap<string, string>): void {
  const askedAt = Date.now();
  for (const { id, status, mapping } of wires) {
    const at = since.get(id);
    // What could not be judged is stored as it was before.
    if (at === undefined || status === 'unknown') continue;
    all().set(id, { status, result: mapping?.lastProcessingResult ?? null, since: at, askedAt });
  }
}

function all(): Map<string, Since> {
  shared.tributaryWireSince ??= new Map();
  return shared.tributaryWireSince;
}
