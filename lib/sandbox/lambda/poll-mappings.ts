import type { Clock } from '../clock';
import { Fault } from '../service';
import { statesOf, type World } from '../world';
import { deliverBatches } from './deliver-batches';
import type { Poll } from './event-source';
import { actAsPoller } from './execution-role';
import { recordFilter } from './filter-pattern';
import { parseFunctionReference } from './function-name';
import type { LambdaState, MappingRecord, ShardPosition } from './lambda-state';
import { cutBatches, enqueue, setLanes } from './lanes';
import { stateOfMapping } from './mapping-settings';
import { countEvents } from './polled-mapping';
import { readingFailed, roleNotAssumed } from './processing-result';
import { hasRoom, isDrained, isReadable } from './shard-positions';
import { sourceOf } from './source-of';

const pollEverySeconds = 1;
/** How long a mapping that may not read its source waits before it tries again. */
const waitAfterRefusalSeconds = 4;
/** Even without AWS's delays a mapping leaves room in the five reads a second that a shard gives. */
const leastMilliseconds = 250;
/** Nor does one that is refused use up the ten descriptions a second that its account has for all. */
const leastMillisecondsAfterRefusal = 1_000;

/** Polls under way, by world and mapping: one mapping is never polled twice at once. */
const underWay = new WeakMap<World, Map<string, Promise<void>>>();

/** Moves mappings on in their states and starts a poll of each enabled one that is due. */
export function pollMappings(world: World, clock: Clock): void {
  const polls = underWay.get(world) ?? new Map<string, Promise<void>>();
  underWay.set(world, polls);
  for (const { accountId, region, state } of [...statesOf<LambdaState>(world, 'lambda')]) {
    for (const mapping of state.mappings.values()) {
      if (!settle(state, mapping, clock)) {
        sourceOf(mapping.sourceArn).close?.(mapping);
        continue;
      }
      if (polls.has(mapping.uuid) || !isDue(mapping, clock)) continue;
      mapping.polledAt = clock.now();
      const poll = pollMapping({ world, clock, accountId, region, mapping, source: sourceOf(mapping.sourceArn) }, state)
        .catch((error: unknown) => console.error('practice accounts: a mapping failed to poll:', error))
        .finally(() => polls.delete(mapping.uuid));
      polls.set(mapping.uuid, poll);
    }
  }
}

/** Waits for the polls that are under way. */
export async function pollsSettled(world: World): Promise<void> {
  await Promise.all(underWay.get(world)?.values() ?? []);
}

/** Ends a state on the way when its time has come. `true` when the mapping polls. */
function settle(state: LambdaState, mapping: MappingRecord, clock: Clock): boolean {
  const now = stateOfMapping(mapping, clock);
  if (now === 'Deleted') state.mappings.delete(mapping.uuid);
  if (now === 'Enabled' || now === 'Disabled') mapping.transition = null;
  return now === 'Enabled';
}

function isDue({ polledAt }: MappingRecord, clock: Clock): boolean {
  return clock.now() - polledAt >= Math.max(leastMilliseconds, pollEverySeconds * 1000 * clock.scale);
}

async function pollMapping(place: Omit<Poll, 'record' | 'role'>, state: LambdaState): Promise<void> {
  const { world, clock, mapping, region } = place;
  const name = parseFunctionReference(mapping.functionArn, place)?.name ?? '';
  const record = state.functions.get(name);
  // Without its function a mapping has no role to read with: it stays Enabled and does nothing.
  if (!record) return;
  try {
    const role = actAsPoller(world, clock, record, region);
    await pollShards({ ...place, record, role });
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    mapping.lastProcessingResult = roleNotAssumed;
  }
}

async function pollShards(poll: Poll): Promise<void> {
  const { mapping, clock } = poll;
  try {
    await poll.source.refresh(poll);
    const readable = [...mapping.shards.values()].filter((each) => !isDrained(each) && isReadable(each, poll));
    const polled = await Promise.allSettled(readable.map((position) => pollShard(poll, position)));
    for (const outcome of polled) if (outcome.status === 'rejected') throw outcome.reason;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const problem = readingFailed(fault, poll);
    if (problem === null) return;
    mapping.lastProcessingResult = problem;
    mapping.polledAt = Math.max(clock.now() + leastMillisecondsAfterRefusal, clock.after(waitAfterRefusalSeconds));
  }
}

async function pollShard(poll: Poll, position: ShardPosition): Promise<void> {
  setLanes(position, poll.mapping.settings.ParallelizationFactor);
  if (hasRoom(position, poll)) await fill(poll, position);
  await Promise.all(
    position.lanes.map((lane) => {
      cutBatches(lane, poll, position.exhausted);
      return deliverBatches(poll, position, lane);
    }),
  );
}

async function fill(poll: Poll, position: ShardPosition): Promise<void> {
  const { source, mapping } = poll;
  const records = await source.read(poll, position);
  const passes = recordFilter(mapping.settings.filters, source.filtered);
  const passed = records.filter(passes);
  countEvents(poll, 'PolledEventCount', records.length);
  if (records.length > passed.length) countEvents(poll, 'FilteredOutEventCount', records.length - passed.length);
  enqueue(position, passed, poll.clock.now());
}
