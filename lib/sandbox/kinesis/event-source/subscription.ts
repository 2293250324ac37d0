import { setImmediate as turn } from 'node:timers/promises';
import type { SubscribeToShardEventStream, SubscribeToShardOutput } from '@aws-sdk/client-kinesis';
import type { Poll } from '../../lambda/event-source';
import type { MappingRecord, ShardPosition, StreamRecord } from '../../lambda/lambda-state';
import { Fault } from '../../service';
import { streamRecord } from './record';

type Events = AsyncIterator<SubscribeToShardEventStream>;
type Outcome = { event: SubscribeToShardEventStream | null } | { error: unknown };

// Connections of the moment: they are no part of the accounts' state.
const subscriptions = new WeakMap<MappingRecord, Map<string, Subscription>>();

/** One shard as it is pushed to a registered consumer. What has arrived is taken without waiting for more. */
class Subscription {
  private asked = false;
  private outcome: Outcome | null = null;

  constructor(private readonly events: Events) {}

  /** The next event if it is there already: `undefined` while there is none, `null` at the end. */
  async take(): Promise<SubscribeToShardEventStream | null | undefined> {
    if (!this.asked) this.ask();
    await turn();
    const { outcome } = this;
    if (!outcome) return undefined;
    this.outcome = null;
    this.asked = false;
    if ('error' in outcome) throw outcome.error;
    return outcome.event;
  }

  close(): void {
    void this.events.return?.();
  }

  private ask(): void {
    this.asked = true;
    this.events.next().then(
      ({ done, value }) => {
        this.outcome = { event: done ? null : value };
      },
      (error: unknown) => {
        this.outcome = { error };
      },
    );
  }
}

/**
 * What a mapping's registered consumer has received of a shard since the last time.
 * @throws Fault as Kinesis answers the role, or ends the subscription
 */
export async function receiveShard(poll: Poll, position: ShardPosition): Promise<StreamRecord[]> {
  const own = subscriptions.get(poll.mapping) ?? new Map<string, Subscription>();
  subscriptions.set(poll.mapping, own);
  const subscription = own.get(position.shardId) ?? (await subscribe(poll, position));
  if (!subscription) return [];
  own.set(position.shardId, subscription);
  try {
    const event = await subscription.take();
    if (event === null) own.delete(position.shardId);
    return event ? accept(event, position, poll) : [];
  } catch (error) {
    own.delete(position.shardId);
    throw error;
  }
}

/** Ends what a mapping receives: it is paused, changed or gone. */
export function endSubscriptions(mapping: MappingRecord): void {
  for (const subscription of subscriptions.get(mapping)?.values() ?? []) subscription.close();
  subscriptions.delete(mapping);
}

/** `null` while another reader of the same consumer holds the shard. */
async function subscribe({ role, mapping }: Poll, { sequenceNumber, start, shardId }: ShardPosition) {
  const StartingPosition = sequenceNumber
    ? { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber }
    : { Type: start.type, ...(start.timestamp === null ? {} : { Timestamp: new Date(start.timestamp) }) };
  const input = { ConsumerARN: mapping.sourceArn, ShardId: shardId, StartingPosition };
  try {
    const { EventStream } = (await role.call('kinesis', 'SubscribeToShard', input)) as SubscribeToShardOutput;
    return EventStream ? new Subscription(EventStream[Symbol.asyncIterator]()) : null;
  } catch (fault) {
    if (fault instanceof Fault && fault.message.startsWith('Another active subscription')) return null;
    throw fault;
  }
}

function accept(
  { SubscribeToShardEvent: event }: SubscribeToShardEventStream,
  position: ShardPosition,
  { mapping }: Poll,
): StreamRecord[] {
  const records = (event?.Records ?? []).map((each) => streamRecord(each, position.shardId));
  position.sequenceNumber =
    event?.ContinuationSequenceNumber ?? records.at(-1)?.sequenceNumber ?? position.sequenceNumber;
  position.exhausted = event?.ChildShards !== undefined;
  if (position.exhausted) mapping.shardsListedAt = 0;
  return records;
}
