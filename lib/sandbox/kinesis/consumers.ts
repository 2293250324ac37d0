import type {
  Consumer as ConsumerAnswer,
  DeregisterStreamConsumerInput,
  DescribeStreamConsumerInput,
  DescribeStreamConsumerOutput,
  ListStreamConsumersInput,
  ListStreamConsumersOutput,
  RegisterStreamConsumerInput,
  RegisterStreamConsumerOutput,
} from '@aws-sdk/client-kinesis';
import { outOfModel, within } from '../out-of-model';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { consumerStatus, consumersOf, nextCreation, undatedArn } from './consumer';
import { askForConsumer, perStreamOfConsumer, theConsumer } from './consumer-reference';
import type { Consumer, Stream } from './kinesis-state';
import { perAccount, perStream } from './limits';
import { openPage, sealPage } from './page-token';
import { askFor, onStream, theActiveStream, theStream } from './reference';
import { streamsOf } from './stream';
import { checkTags } from './tags';

const CONSUMERS_A_STREAM = 20;
const CREATING_AT_ONCE = 5;
const SECONDS_TO_REGISTER = 8;
const SECONDS_TO_DEREGISTER = 8;

export const registerStreamConsumer: Operation<RegisterStreamConsumerInput, RegisterStreamConsumerOutput> = {
  asks: (input, call) => {
    const reference = { StreamARN: input.StreamARN };
    const register = askFor('RegisterStreamConsumer', reference, call);
    if (Object.keys(input.Tags ?? {}).length === 0) return [register];
    const resource = undatedArn(register.resource, input.ConsumerName ?? '');
    return [register, { ...register, action: 'kinesis:TagResource', resource, resourcePolicy: null, context: {} }];
  },
  limit: perAccount('RegisterStreamConsumer', 5),
  run: (input, call) => {
    const name = checkName(input.ConsumerName);
    const stream = theActiveStream({ StreamARN: input.StreamARN }, call);
    checkTags(input.Tags ?? {});
    checkRoom(stream, name, call);
    const createdAt = nextCreation(call.world, stream, name, call.clock.now());
    const consumer: Consumer = {
      name,
      arn: `${undatedArn(stream.arn, name)}:${createdAt / 1000}`,
      createdAt,
      change: { status: 'CREATING', until: call.clock.after(SECONDS_TO_REGISTER) },
      tags: { ...input.Tags },
    };
    stream.consumers.set(name, consumer);
    return { Consumer: { ...shown(consumer, call), ConsumerStatus: 'CREATING' } };
  },
};

export const describeStreamConsumer: Operation<DescribeStreamConsumerInput, DescribeStreamConsumerOutput> = {
  asks: (input, call) => [askForConsumer('DescribeStreamConsumer', input, call)],
  limit: perStreamOfConsumer('DescribeStreamConsumer', 20),
  run: (input, call) => {
    const { stream, consumer } = theConsumer(input, call);
    return { ConsumerDescription: { ...shown(consumer, call), StreamARN: stream.arn } };
  },
};

export const listStreamConsumers = onStream<ListStreamConsumersInput, ListStreamConsumersOutput>(
  'ListStreamConsumers',
  perStream('ListStreamConsumers', 5),
  (input, call) => {
    within(input.MaxResults, 'maxResults', 1, 10_000);
    const now = call.clock.now();
    const after = input.NextToken ? openPage<string>(input.NextToken, now) : '';
    const rest = consumersOf(theStream(input, call), now).filter(({ name }) => name > after);
    const page = rest.slice(0, Math.min(input.MaxResults ?? 100, 100));
    const last = page.at(-1);
    return {
      Consumers: page.map((consumer) => shown(consumer, call)),
      NextToken: last && rest.length > page.length ? sealPage(last.name, now) : undefined,
    };
  },
);

export const deregisterStreamConsumer: Operation<DeregisterStreamConsumerInput, object> = {
  asks: (input, call) => [askForConsumer('DeregisterStreamConsumer', input, call)],
  limit: perStreamOfConsumer('DeregisterStreamConsumer', 5),
  run: (input, call) => {
    const { consumer } = theConsumer(input, call);
    consumer.change = { status: 'DELETING', until: call.clock.after(SECONDS_TO_DEREGISTER) };
    return {};
  },
};

function shown(consumer: Consumer, { clock }: Call): ConsumerAnswer {
  return {
    ConsumerName: consumer.name,
    ConsumerARN: consumer.arn,
    ConsumerStatus: consumerStatus(consumer, clock.now()),
    ConsumerCreationTimestamp: new Date(consumer.createdAt),
  };
}

function checkName(name: string | undefined): string {
  if (name !== undefined && /^[a-zA-Z0-9_.-]{1,128}$/.test(name)) return name;
  throw outOfModel(name, 'consumerName', 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
}

function checkRoom(stream: Stream, name: string, call: Call): void {
  const now = call.clock.now();
  const present = consumersOf(stream, now);
  const where = `under stream ${stream.name} and account ${stream.accountId}`;
  if (present.some((consumer) => consumer.name === name)) {
    throw new Fault('ResourceInUseException', `Consumer ${name} ${where} already exists.`);
  }
  if (present.length >= CONSUMERS_A_STREAM) {
    const limit = `Limit: ${CONSUMERS_A_STREAM}.`;
    throw new Fault('LimitExceededException', `Stream ${stream.name} has as many consumers as it may have. ${limit}`);
  }
  const all = streamsOf(call.world, stream.accountId, stream.region, now).flatMap((each) => consumersOf(each, now));
  if (all.filter((consumer) => consumerStatus(consumer, now) === 'CREATING').length >= CREATING_AT_ONCE) {
    const limit = `No more than ${CREATING_AT_ONCE} consumers can be in CREATING status at once.`;
    throw new Fault('LimitExceededException', `Consumer ${name} ${where} cannot be registered. ${limit}`);
  }
}
