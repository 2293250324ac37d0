import { performance } from 'node:perf_hooks';
import { awsServices } from '@/lib/aws/aws-services';
import { readSummary } from '@/lib/aws/kinesis/read';
import { openSession } from '@/lib/aws/session/open-session';
import { multiplyRates } from '@/lib/aws/session/rate-limit';
import { readIdentity } from '@/lib/aws/sts/identity';
import type { InventoryPlace } from '@/lib/service/inventory/inventory-cache';
import type { Places } from '@/lib/service/inventory/inventory-scope';
import { streamInventory } from '@/lib/service/inventory/read-inventory';
import type { InventoryPiece } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { floorOf } from './floor';
import type { Size } from './made-world';
import type { PracticeClient } from './practice-client';
import { serialWalk } from './serial-walk';
import { accountsAt } from './staged-accounts';

/** Times are seconds by the clock. */
export type InventoryFigure = Size & {
  /** How many times as large as AWS's the limits were, on both sides. */
  times: number;
  floor: { lists: number; whole: number };
  whole: number;
  serial: number;
  calls: number;
  throttled: number;
  /** One call on its way there and back. */
  roundTrip: number;
};

/** The whole inventory of one size against the floor, and against a plain walk of the same calls. */
export async function inventoryFigure(practice: PracticeClient, size: Size, times: number): Promise<InventoryFigure> {
  const seconds = async (work: () => Promise<void>) => {
    const began = performance.now();
    await work();
    return (performance.now() - began) / 1000;
  };
  const fresh = async (name: string) => {
    const places = accountsAt(await practice.make(size, times), `${name}-${size.streams}`);
    await signIn(places.producers);
    multiplyRates(times);
    await practice.calls();
    return places;
  };
  const places = await fresh('inventory');
  const whole = await seconds(() => readWhole(places, size.streams));
  const { throttled = 0, ...calls } = await practice.calls();
  const walked = await fresh('walk');
  const serial = await seconds(() => serialWalk(walked.producers));
  multiplyRates(Number.MAX_SAFE_INTEGER);
  const roundTrip = (await seconds(() => tenCalls(walked.producers))) / 10;
  multiplyRates(1);
  return {
    ...size,
    times,
    floor: floorOf(size, times),
    whole,
    serial,
    calls: Object.values(calls).reduce((sum, count) => sum + count, 0),
    throttled,
    roundTrip,
  };
}

/** Round after round, as a screen asks, until every policy is known. */
async function readWhole(places: Places, streams: number): Promise<void> {
  const known = new Set<string>();
  const stop = new AbortController();
  let after: string | undefined;
  const look = (piece: InventoryPiece) => {
    if (piece.piece === 'done') after = piece.next;
    for (const { arn, policy, summary } of sourcesIn(piece)) {
      if (policy.state === 'failed' || summary.state === 'failed') throw new Error(`${arn} could not be read`);
      if (policy.state !== 'pending' && summary.state !== 'pending') known.add(arn);
    }
    if (known.size === streams) stop.abort();
  };
  while (!stop.signal.aborted) await streamInventory(places, { after }, look, stop.signal);
}

function sourcesIn(piece: InventoryPiece): readonly Stream[] {
  return piece.piece === 'sources'
    ? (piece.sources as Stream[])
    : piece.piece === 'source'
      ? [piece.source as Stream]
      : [];
}

/** Roles are assumed before the clock starts: a server that runs has done so. */
async function signIn(places: readonly InventoryPlace[]): Promise<void> {
  for (const { connection, region } of places) {
    await readIdentity(openSession(connection, region, 'read', awsServices));
  }
}

async function tenCalls([place]: readonly InventoryPlace[]): Promise<void> {
  if (!place) return;
  const session = openSession(place.connection, place.region, 'read', awsServices);
  const arn = `arn:aws:kinesis:${place.region}:${place.connection.accountId}:stream/orders-events-00000`;
  for (let call = 0; call < 10; call += 1) await readSummary(session, arn);
}
