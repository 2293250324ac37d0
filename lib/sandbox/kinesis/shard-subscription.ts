import type { SubscribeToShardEvent } from '@aws-sdk/client-kinesis';
import { type Call, Fault } from '../service';
import type { World } from '../world';
import { theConsumer } from './consumer-reference';
import { decryptAll } from './encryption';
import { sequenceNumber } from './sequence-number';
import { childrenOf, pageAfter, recordAnswer } from './shard-reading';
import { measureConsumer } from './throughput';

type Event = { SubscribeToShardEvent: SubscribeToShardEvent };

const LIFE_SECONDS = 300;
/** Without AWS's delays, too, a subscription lasts for a while. */
const LEAST_LIFE = 30_000;
const SECONDS_UNTIL_TAKEN_OVER = 5;
/** How long a subscription stays silent when nothing comes. */
const SILENCE = 5_000;
const PAGE = { records: 10_000, bytes: 2 * 1024 * 1024 };

// Connections of the moment: they are no part of the accounts' state.
const subscriptions = new WeakMap<World, Map<string, ShardSubscription>>();

type Place = { consumerArn: string; shardId: string; after: string };

/**
 * What a consumer receives of one shard: records as they come, and now and then an event without any. Ends when its
 * time is over, when the shard does, when somebody else takes over or when the consumer or its key may not be used.
 */
export class ShardSubscription implements AsyncIterableIterator<Event> {
  /** Until then another call for the same consumer and shard is refused; later it takes over. */
  readonly heldUntil: number;
  private readonly endsAt: number;
  private after: string;
  private lastEventAt: number | null = null;
  private refusal: Fault | null = null;
  private over = false;
  private waiting: { resolve(result: IteratorResult<Event>): void; reject(error: unknown): void } | null = null;

  constructor(
    private readonly place: Place,
    private readonly call: Call,
  ) {
    const { clock } = call;
    this.after = place.after;
    this.heldUntil = clock.after(SECONDS_UNTIL_TAKEN_OVER);
    this.endsAt = Math.max(clock.now() + LEAST_LIFE, clock.after(LIFE_SECONDS));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Event>> {
    const result = this.take();
    if (result) return result;
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  async return(): Promise<IteratorResult<Event>> {
    this.over = true;
    this.wake();
    return { done: true, value: undefined };
  }

  /** Ends it for its reader with what made it end. */
  end(refusal: Fault): void {
    this.refusal = refusal;
    this.wake();
  }

  /** Gives whoever waits for an event the one that there is by now. */
  wake(): void {
    const { waiting } = this;
    if (!waiting) return;
    try {
      const result = this.take();
      if (!result) return;
      this.waiting = null;
      waiting.resolve(result);
    } catch (error) {
      this.waiting = null;
      waiting.reject(error);
    }
  }

  get isOver(): boolean {
    return this.over || this.call.clock.now() >= this.endsAt;
  }

  /** The next event, or the end; `null` when there is nothing to tell at this moment. */
  private take(): IteratorResult<Event> | null {
    if (this.isOver) return { done: true, value: undefined };
    try {
      if (this.refusal) throw this.refusal;
      const event = this.nextEvent();
      return event && { done: false, value: { SubscribeToShardEvent: event } };
    } catch (error) {
      this.over = true;
      throw error;
    }
  }

  private nextEvent(): SubscribeToShardEvent | null {
    const { call, place } = this;
    const now = call.clock.now();
    const { stream, consumer } = theConsumer({ ConsumerARN: place.consumerArn }, call);
    const shard = stream.shards.find(({ id }) => id === place.shardId);
    if (!shard) throw new Fault('ResourceNotFoundException', `Shard ${place.shardId} is gone.`);
    const page = pageAfter(stream, shard, this.after, PAGE, now);
    const silent = page.records.length === 0 && !page.ended;
    if (silent && this.lastEventAt !== null && now - this.lastEventAt < SILENCE) return null;
    decryptAll(stream, page.records, call);
    const last = page.records.at(-1)?.sequenceNumber;
    this.lastEventAt = now;
    this.after = last ?? this.after;
    this.over = page.ended;
    measureConsumer(call, stream, consumer, 'SubscribeToShardEvent.Success', 1, 'Count');
    measureConsumer(call, stream, consumer, 'SubscribeToShardEvent.Records', page.records.length, 'Count');
    measureConsumer(call, stream, consumer, 'SubscribeToShardEvent.Bytes', page.bytes, 'Bytes');
    const { millisBehind } = page;
    measureConsumer(call, stream, consumer, 'SubscribeToShardEvent.MillisBehindLatest', millisBehind, 'Milliseconds');
    return {
      Records: page.records.map(recordAnswer),
      ContinuationSequenceNumber: page.ended
        ? undefined
        : (last ?? sequenceNumber(shard, BigInt(stream.recordsPut), now)),
      MillisBehindLatest: millisBehind,
      ...(page.ended ? { ChildShards: childrenOf(stream, shard) } : {}),
    };
  }
}

/**
 * Subscribes a consumer to a shard: one at a time, the later call taking over.
 * @throws Fault ResourceInUseException within five seconds of the last call that succeeded
 */
export function openSubscription(place: Place, call: Call): ShardSubscription {
  const known = subscriptions.get(call.world) ?? new Map<string, ShardSubscription>();
  subscriptions.set(call.world, known);
  const key = `${place.consumerArn} ${place.shardId}`;
  const last = known.get(key);
  const { stream, consumer } = theConsumer({ ConsumerARN: place.consumerArn }, call);
  const which = `${stream.accountId}:${stream.name}:${place.shardId}:${consumer.name}`;
  const inUse = new Fault('ResourceInUseException', `Another active subscription exists for this consumer: ${which}`);
  if (last && call.clock.now() < last.heldUntil) throw inUse;
  last?.end(inUse);
  const subscription = new ShardSubscription(place, call);
  known.set(key, subscription);
  measureConsumer(call, stream, consumer, 'SubscribeToShard.Success', 1, 'Count');
  return subscription;
}

/** Sends what has come since to those who wait for it, and forgets what has ended. */
export function serveSubscriptions(world: World, now: number): void {
  const known = subscriptions.get(world) ?? new Map<string, ShardSubscription>();
  for (const [key, subscription] of known) {
    subscription.wake();
    if (subscription.isOver && now >= subscription.heldUntil) known.delete(key);
  }
}
