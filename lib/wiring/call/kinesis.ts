import { consumerName, futureConsumerArn, streamName, unknownEpoch } from '../resource/kinesis-arn';
import type { ArnReading, CallType, Output } from './call';
import { replaced, statementsLeft, statementsTaken } from './policy';

type PutPolicy = { resourceArn: string; policy: string; expected: string | null };
type DeletePolicy = { resourceArn: string; expected: string };
type Register = { streamArn: string; consumerName: string };
type Deregister = Register & { consumerArn: string };

type Policy = Pick<DeletePolicy, 'resourceArn'> & { expected: string | null; policy?: string };

const consumerArn: Output = {
  placeholder: unknownEpoch,
  foretold: /^arn:[\w-]+:kinesis:[\w-]+:\d{12}:stream\/[\w.-]+\/consumer\/[\w.-]+:\{epoch\}$/,
  variable: 'CONSUMER_ARN',
  meaning: 'the ARN of the registered consumer',
};

/** What the two calls on the policy of a stream or of a registered consumer have in common. */
const resourcePolicy = {
  forms: { 'on consumer': ({ resourceArn }: Policy) => consumerName(resourceArn) !== null },
  values: ({ resourceArn }: Policy) => ({
    stream: streamName(resourceArn),
    consumer: consumerName(resourceArn) ?? '',
  }),
  document: replaced,
  ends: ({ resourceArn }: Policy) => ({ source: resourceArn }),
  locks: ({ resourceArn }: Policy, _place: object, { stable }: ArnReading) => [stable(resourceArn)],
  leaves: (input: Policy) => statementsLeft(input.resourceArn, replaced(input)),
  takes: (input: Policy) => statementsTaken(input.resourceArn, replaced(input)),
  namesPrincipals: true as const,
};

const putResourcePolicy: CallType<PutPolicy, 'on consumer'> = {
  ...resourcePolicy,
  cli: ({ resourceArn, policy }) => ({
    verb: 'put-resource-policy',
    options: [
      ['resource-arn', resourceArn],
      ['policy', policy],
    ],
  }),
  template: ({ resourceArn, policy, expected }) =>
    expected === null
      ? {
          type: 'AWS::Kinesis::ResourcePolicy',
          properties: { ResourceArn: resourceArn, ResourcePolicy: JSON.parse(policy) },
        }
      : { none: 'shared-policy' },
};

const deleteResourcePolicy: CallType<DeletePolicy, 'on consumer'> = {
  ...resourcePolicy,
  cli: ({ resourceArn }) => ({ verb: 'delete-resource-policy', options: [['resource-arn', resourceArn]] }),
  template: () => ({ none: 'removal' }),
};

const consumer = {
  values: ({ streamArn, consumerName: name }: Register) => ({ stream: streamName(streamArn), consumer: name }),
  ends: ({ streamArn }: Register) => ({ source: streamArn }),
  locks: ({ streamArn, consumerName: name }: Register) => [`${streamArn}/consumer/${name}`],
};

const registerStreamConsumer: CallType<Register> = {
  ...consumer,
  leaves: ({ streamArn, consumerName: name }, result) => [
    { on: result.consumerArn ?? futureConsumerArn(streamArn, name), name },
  ],
  takes: () => [],
  output: consumerArn,
  outputs: ({ streamArn, consumerName: name }, result) =>
    result.consumerArn ? { [futureConsumerArn(streamArn, name)]: result.consumerArn } : {},
  cli: ({ streamArn, consumerName: name }) => ({
    verb: 'register-stream-consumer',
    options: [
      ['stream-arn', streamArn],
      ['consumer-name', name],
    ],
    keeps: 'Consumer.ConsumerARN',
    // A policy is refused before (wirings K2, order).
    until: {
      verb: 'describe-stream-consumer',
      options: [['consumer-arn', futureConsumerArn(streamArn, name)]],
      query: 'ConsumerDescription.ConsumerStatus',
      is: 'ACTIVE',
    },
  }),
  template: ({ streamArn, consumerName: name }) => ({
    type: 'AWS::Kinesis::StreamConsumer',
    properties: { StreamARN: streamArn, ConsumerName: name },
  }),
};

const deregisterStreamConsumer: CallType<Deregister> = {
  ...consumer,
  leaves: () => [],
  takes: ({ consumerArn: on, consumerName: name }) => [{ on, name }],
  // An undo registers the consumer again, under another ARN.
  outputs: ({ consumerArn: before }, result) => (result.consumerArn ? { [before]: result.consumerArn } : {}),
  cli: ({ consumerArn: arn }) => ({ verb: 'deregister-stream-consumer', options: [['consumer-arn', arn]] }),
  template: () => ({ none: 'removal' }),
};

export const calls = {
  'kinesis:PutResourcePolicy': putResourcePolicy,
  'kinesis:DeleteResourcePolicy': deleteResourcePolicy,
  'kinesis:RegisterStreamConsumer': registerStreamConsumer,
  'kinesis:DeregisterStreamConsumer': deregisterStreamConsumer,
};
