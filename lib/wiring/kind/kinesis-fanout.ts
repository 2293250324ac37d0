import { judged, unread } from '../judge/judgement';
import type { Message } from '../message';
import { missingOf, type Need } from '../need';
import type { PreCheck } from '../plan/plan';
import { preCheck } from '../plan/pre-check';
import type { RegisteredConsumer } from '../resource/kinesis';
import { consumerName, isConsumerName, streamArnOf, streamName } from '../resource/kinesis-arn';
import type { Mapping } from '../resource/lambda';
import { readOf, type View } from '../view';
import { mappingCurrent, mappingPart, mappingStep } from './event-source-mapping';
import { factNeed } from './grant';
import { grantedSubscribers, streamRead } from './granted-readers';
import type { Fact, Given, Kind, MakeStep, NamedPart, Seen } from './kind';
import { keptMapping, kinesis } from './kinesis';
import { logNeeds, mappingPage, readerParts, roleNeed, trustNeed } from './lambda-reader';
import { joinedBy, mappedSources } from './mapped-sources';
import { placeOf } from './place';
import { sharedNeed, streamFacts, streamNeeds, streamOf, streamPart } from './stream';
import { keyNeeds, keyParts } from './stream-key';

/** What the poller does with its registered consumer (domain: wirings K2 (a2), (b)). */
const consumerActions = ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'] as const;

const sharing = 'https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html';
const subscribing = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html';

const nameOf = ({ chosen }: Pick<View, 'chosen'>) => String(chosen.consumerName ?? '');

/** The registered consumer of the chosen name, as the stream's own list tells it. */
function consumerPart({ chosen, parts, at }: Seen): NamedPart {
  const name = nameOf({ chosen });
  const base = { is: 'kinesis-consumer' as const, half: 'producer' as const, place: placeOf(chosen.source) };
  const unregistered = { by: { stream: chosen.source, name } };
  const stream = streamOf(parts);
  if (stream.state !== 'known') return { ...base, ref: unregistered, read: stream };
  const { consumers } = stream.value;
  if (consumers.state !== 'known') return { ...base, ref: unregistered, read: consumers };
  const found = consumers.value.find((one) => one.name === name);
  return found
    ? { ...base, ref: { arn: found.arn }, read: { ...consumers, value: found } }
    : { ...base, ref: unregistered, read: { state: 'absent', at } };
}

const consumerOf = (view: View) => readOf(view, 'via');

const consumerRegistered: Fact = {
  unmet: 'broken',
  judge(view) {
    const consumer = nameOf(view);
    const source = streamOf(view.evidence.parts);
    if (source.state !== 'known') return unread(source, { code: 'source-gone' });
    const read = consumerOf(view);
    if (read.state === 'absent') return judged('missing', 'consumer-unregistered', { consumer });
    if (read.state !== 'known') return unread(read, { code: 'source-gone' });
    const { status } = read.value as RegisteredConsumer;
    // One that is still CREATING is waited for.
    return status === 'DELETING'
      ? judged('denied', 'consumer-deleting', { consumer, status })
      : judged('met', 'consumer-status', { consumer, status });
  },
};

/** A registered consumer feeds one subscription a shard: two mappings on it take shards from each other (wirings K2). */
const consumerUnshared: Fact = {
  judge(view) {
    const consumer = nameOf(view);
    const { others } = view.evidence;
    if (others.state !== 'known') return unread(others, { code: 'consumer-free', values: { consumer } });
    const reading = others.value.wires.flatMap(({ pulse }) => (pulse ? [pulse as Mapping] : []));
    const other = reading.find(({ sourceArn }) => sourceArn === view.arn('via'));
    if (!other) return judged('met', 'consumer-free', { consumer });
    return judged('denied', 'consumer-taken', { consumer, function: other.functionArn, uuid: other.uuid });
  },
};

function consumerNeeds(view: View): Need[] {
  return [
    factNeed('consumer-registered', 'producer', 'registered-consumer', sharing),
    factNeed('consumer-unshared', 'consumer', 'registered-consumer', subscribing),
    factNeed('mapping-current', 'consumer', 'mapping', mappingPage),
    ...consumerActions.flatMap((action) => [
      sharedNeed(view, action, 'via', 'Subscribe'),
      roleNeed(view, action, 'EfoConsumer', { of: 'via' }),
    ]),
  ];
}

/** How many consumers a stream takes; on demand more, for accounts that have chosen it so (wirings K2, limits). */
const most = { provisioned: 20, onDemand: 50 };

/** AWS would refuse one more only when the run is under way, in the words of a throttling. */
function roomCheck(view: View): PreCheck[] {
  const source = streamOf(view.evidence.parts);
  if (source.state !== 'known' || source.value.consumers.state !== 'known') return [];
  const count = source.value.consumers.value.length;
  if (count < most.provisioned) return [preCheck('consumer-room', 'passed')];
  const onDemand = source.value.mode === 'ON_DEMAND';
  const limit = onDemand ? most.onDemand : most.provisioned;
  const key = onDemand ? 'check.consumer-room-on-demand' : 'check.consumer-room-full';
  return [preCheck('consumer-room', count < limit ? 'unknown' : 'failed', { key, values: { count, most: limit } })];
}

const registration: MakeStep = {
  make: 'via',
  changes(view, verdicts) {
    const answers = missingOf(verdicts, ({ id }) => id === 'consumer-registered');
    if (answers.length === 0) return [];
    const named = { streamArn: view.arn('source'), consumerName: nameOf(view) };
    return [{ glyph: 'add', answers, call: { call: 'kinesis:RegisterStreamConsumer', ...named } }];
  },
  unmake: (_view, { arn: consumerArn }) => ({
    call: 'kinesis:DeregisterStreamConsumer',
    streamArn: streamArnOf(consumerArn),
    consumerName: consumerName(consumerArn) ?? '',
    consumerArn,
  }),
  checks: (view, changes) =>
    changes.some(({ call }) => call.call === 'kinesis:RegisterStreamConsumer') ? roomCheck(view) : [],
};

/** The consumer by name: as it was given, in an ARN or by itself, or called like the function. */
function chooseConsumer({ chosen, is, readerName }: Given): ReturnType<NonNullable<Kind['choose']>> {
  const asked = typeof chosen.consumerName === 'string' ? chosen.consumerName.trim() : '';
  const name = (is === 'kinesis-consumer' ? consumerName(chosen.source) : asked) || readerName;
  if (!isConsumerName(name)) return { problem: 'bad-consumer-name', values: { name: name.slice(0, 140) } };
  if (asked && asked !== name) {
    return { problem: 'two-consumers', values: { name: asked.slice(0, 140), arn: chosen.source } };
  }
  return { chosen: { ...chosen, source: streamArnOf(chosen.source), consumerName: name } };
}

/** Billed by the consumer-shard-hour and by the gigabyte, from the registration on (wirings K2, cost). */
function costs(view: View, made: readonly string[]): Message[] {
  if (!made.includes('via')) return [];
  const source = streamOf(view.evidence.parts);
  const summary = source.state === 'known' ? source.value.summary : null;
  return summary?.state === 'known'
    ? [{ key: 'cost.registered-consumer', values: { shards: summary.value.openShards } }]
    : [{ key: 'cost.registered-consumer-unread' }];
}

const reading = (arn: string) => streamRead(arn, 'consumer');
const mapped = mappedSources(reading);

/** K2: Lambda reads a stream of another account through a registered consumer, with throughput of its own. */
export const kinesisFanout: Kind = {
  ...kinesis,
  id: 'kinesis-fanout',
  via: 'kinesis-consumer',
  choose: chooseConsumer,
  reads: 'via',
  asks: ['consumerName', ...kinesis.asks],
  find: (index) => [...mapped(index), ...grantedSubscribers(index)],
  joins: joinedBy(reading),
  parts: (seen) => ({
    source: streamPart(seen),
    ...readerParts(seen),
    via: consumerPart(seen),
    ...keyParts(seen),
    mapping: mappingPart(seen, { under: `${seen.chosen.source}/consumer/${nameOf(seen)}` }),
  }),
  needs: (view) => [
    ...streamFacts(),
    trustNeed(view),
    ...consumerNeeds(view),
    ...streamNeeds(view),
    ...logNeeds(view),
    ...keyNeeds(view),
  ],
  facts: {
    ...kinesis.facts,
    'consumer-registered': consumerRegistered,
    'consumer-unshared': consumerUnshared,
    'mapping-current': mappingCurrent('via', nameOf),
  },
  checks: [
    ...kinesis.checks.slice(0, 3),
    { need: 'consumer-registered', as: 'consumer-registered' },
    { need: 'consumer-unshared', as: 'consumer-unshared' },
    ...kinesis.checks.slice(3),
  ],
  // A policy is refused while the consumer is CREATING (wirings K2, order).
  steps: [
    registration,
    { grant: 'role', slot: 'identity' },
    { grant: 'source', slot: 'resource' },
    { grant: 'via', slot: 'resource' },
    { grant: 'key', slot: 'resource' },
    mappingStep('via', { need: 'mapping-current', lost: 'mapping-orphaned' }),
  ],
  costs,
  stays: {
    removed: kinesis.stays?.removed ?? (() => []),
    made: (view, changes): Message[] => [
      ...(consumerOf(view).state === 'known'
        ? [
            {
              key: 'keeps.consumer' as const,
              values: { consumer: nameOf(view), stream: streamName(view.arn('source')) },
            },
          ]
        : []),
      ...keptMapping(view, changes),
    ],
  },
};
