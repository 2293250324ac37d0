import type { LiveTailSessionLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../clock';
import type { World } from '../world';
import { LiveTail, type LiveTailSession } from './live-tail';

/** An account's groups in one Region. */
type Place = { accountId: string; region: string };

type Open = Place & { tail: LiveTail };

// Sessions are of the moment: a restart ends them.
const open = new WeakMap<World, Set<Open>>();

export function openLiveTail(
  world: World,
  clock: Clock,
  { accountId, region }: Place,
  session: LiveTailSession,
): LiveTail {
  const tails = open.get(world) ?? new Set<Open>();
  open.set(world, tails);
  const tail = new LiveTail(session, timesOf(clock), () => tails.delete(entry));
  const entry = { accountId, region, tail };
  tails.add(entry);
  return tail;
}

export function countLiveTails(world: World, place: Place): number {
  return tailsOf(world, place).length;
}

/** Shows a line that was just ingested to whoever follows its group. */
export function tellLiveTails(world: World, place: Place, event: LiveTailSessionLogEvent): void {
  for (const { tail } of tailsOf(world, place)) tail.offer(event);
}

export function tickLiveTails(world: World, clock: Clock): void {
  for (const { tail } of open.get(world) ?? []) tail.tick(timesOf(clock));
}

function tailsOf(world: World, { accountId, region }: Place): Open[] {
  return [...(open.get(world) ?? [])].filter((one) => one.accountId === accountId && one.region === region);
}

/** Updates come every second. */
function timesOf(clock: Clock) {
  return { now: clock.now(), next: clock.after(1) };
}
