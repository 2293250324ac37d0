import { withUrgency } from '@/lib/aws/urgency';
import { noteWires, observeWires } from '@/lib/store/wires';
import { accountOf, streamArnOf } from '@/lib/wiring/arn';
import type { Inventory, InventoryPiece, Wire } from '@/lib/wiring/inventory';
import { eachOf } from './each-of';
import { type InventoryPlace, keptList, type ListName, refreshDetails, refreshList } from './inventory-cache';
import { type InventoryScope, type Places, placesOf } from './inventory-scope';
import { readOf, sourceOf, sourcesOf, viewOf } from './inventory-view';
import { log } from './log';

type Send = (piece: InventoryPiece) => void;

/** How old what is kept may be, in milliseconds, before it is read again. */
const keptFor = { lists: 5_000, wired: 5_000, others: 60_000 };

/** How often, in milliseconds, wires are drawn again while lists and policies come in. */
const wiresEvery = 500;

/** The longest a whole inventory is waited for, in milliseconds; what is not read by then stays pending. */
const longest = 25_000;

/** The inventory as one answer: waits until everything in scope was read, at most 25 seconds. */
export async function readInventory(scope: InventoryScope = {}): Promise<Inventory> {
  const places = await placesOf(scope);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), longest);
  const late = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  await Promise.race([readPlaces(places, scope, () => undefined, stop.signal), late]);
  clearTimeout(timer);
  const view = viewOf(places);
  return { ...view, wires: await dated(view.wires) };
}

/** The inventory piece by piece: what is kept at once, then lists, then policies of wired streams, then the rest. */
export async function streamInventory(
  places: Places,
  scope: Pick<InventoryScope, 'refresh'>,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  await readPlaces(places, scope, (piece) => void (signal.aborted || send(piece)), signal);
  send({ piece: 'done' });
}

async function readPlaces(
  places: Places,
  scope: Pick<InventoryScope, 'refresh'>,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const now = Date.now();
  const since = (age: number) => (scope.refresh ? now : now - age);
  const sendWires = async () => send({ piece: 'wires', wires: await dated(viewOf(places).wires) });
  const drawAgain = nowAndThen(sendWires);
  await Promise.all([
    ...places.producers.map((place) => readInto(place, 'streams', since(keptFor.lists), send, drawAgain)),
    ...places.consumers.flatMap((place) => [
      readInto(place, 'functions', since(keptFor.lists), send, drawAgain),
      readInto(place, 'mappings', since(keptFor.lists), send, drawAgain),
    ]),
  ]);
  await sendWires();
  const wired = new Set(
    places.consumers.flatMap((place) =>
      keptList(place, 'mappings')
        .items.filter((mapping) => accountOf(mapping.sourceArn) !== mapping.accountId)
        .map((mapping) => streamArnOf(mapping.sourceArn)),
    ),
  );
  await detail(places, (arn) => wired.has(arn), since(keptFor.wired), send, signal);
  if (signal.aborted) return;
  await observeWires(
    viewOf(places).wires.filter((wire) => wire.mapping !== null),
    new Date().toISOString(),
  );
  await sendWires();
  const sendAndDraw: Send = (piece) => {
    send(piece);
    drawAgain();
  };
  await withUrgency('background', () =>
    detail(places, (arn) => !wired.has(arn), since(keptFor.others), sendAndDraw, signal),
  );
  if (signal.aborted) return;
  await observeWires(viewOf(places).wires, new Date().toISOString());
  await sendWires();
}

/** One list: what is kept of it at once, each page of a first reading, and the end of it. */
async function readInto(
  place: InventoryPlace,
  list: ListName,
  since: number,
  send: Send,
  drawAgain: () => void,
): Promise<void> {
  const tell = () => send(pieceOf(place, list));
  if (keptList(place, list).read.state !== 'pending') tell();
  const before = keptList(place, list).read;
  await refreshList(place, list, since, tell);
  if (keptList(place, list).read !== before) tell();
  drawAgain();
}

function pieceOf(place: InventoryPlace, list: ListName): InventoryPiece {
  const where = { connectionId: place.connection.id, region: place.region, read: readOf(place, list) };
  switch (list) {
    case 'streams':
      return { piece: 'sources', ...where, sources: sourcesOf(place) };
    case 'functions':
      return { piece: 'functions', ...where, functions: keptList(place, list).items };
    case 'mappings':
      return { piece: 'mappings', ...where, mappings: keptList(place, list).items };
  }
}

/** Summaries and policies of the streams that `chosen` names, a few at a time in each place. */
async function detail(
  places: Places,
  chosen: (arn: string) => boolean,
  since: number,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const read = places.producers.map((place) => {
    const arns = keptList(place, 'streams')
      .items.map((source) => source.arn)
      .filter(chosen);
    return eachOf(arns, 8, signal, (arn) =>
      refreshDetails(place, arn, since, () => {
        const source = sourceOf(place, arn);
        if (source) send({ piece: 'source', source });
      }),
    );
  });
  await Promise.all(read);
}

/** Wires rest on everything read so far; drawing all of them for every piece would cost more than it shows. */
function nowAndThen(draw: () => Promise<void>): () => void {
  let drawn = 0;
  return () => {
    if (Date.now() - drawn < wiresEvery) return;
    drawn = Date.now();
    draw().catch((error: unknown) => log.error({ error }, 'wires could not be drawn'));
  };
}

async function dated(wires: Wire[]): Promise<Wire[]> {
  const since = await noteWires(wires, new Date().toISOString());
  return wires.map((wire) => ({ ...wire, since: since.get(wire.id) ?? null }));
}
