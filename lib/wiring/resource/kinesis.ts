import type { Read } from '../read';
import { consumerName, futureConsumerArn, streamArnOf, streamName, withoutEpoch } from './kinesis-arn';
import type { Key } from './kms';
import { onlyPolicy } from './only-policy';
import type { DocumentType, Listing, Resource } from './resource';

/** A Kinesis data stream as its account shows it. */
export type Stream = {
  is: 'kinesis-stream';
  kind: 'kinesis';
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  /** As AWS says it: CREATING, ACTIVE, UPDATING, DELETING. */
  status: string;
  mode: 'PROVISIONED' | 'ON_DEMAND' | string;
  createdAt: string | null;
  summary: Read<StreamSummary>;
  /** The resource policy's text, as it is stored. `absent` when there is none. */
  policy: Read<string>;
  /** Enhanced fan-out consumers, each with a policy of its own. */
  consumers: Read<RegisteredConsumer[]>;
  /** The key it is encrypted with; `absent` when it is not encrypted. */
  key: Read<Key>;
};

export type StreamSummary = {
  openShards: number;
  retentionHours: number;
  consumers: number;
  encryption: { type: 'NONE' } | { type: 'KMS'; keyId: string };
};

/** An enhanced fan-out consumer of a stream. Registered again under its name it has another ARN (wirings §0.2). */
export type RegisteredConsumer = {
  is: 'kinesis-consumer';
  arn: string;
  name: string;
  /** As AWS says it: CREATING, ACTIVE, DELETING. */
  status: string;
  createdAt: string | null;
  /** `absent` when there is none. */
  policy: Read<string>;
};

/** On a stream or on a consumer: it is replaced whole, has no revision, and holds 20 KB (wirings §0.4). */
function resourcePolicy<T extends { policy: Read<string> }>(name: string): DocumentType<T> {
  return {
    as: 'resource',
    name,
    texts: ({ policy }) => onlyPolicy(name, policy),
    unread: 'source-policy-read',
    writing: {
      whole: {
        mostBytes: 20_480,
        resource: 'arn',
        call: ({ arn, before, after }) =>
          after === null
            ? { call: 'kinesis:DeleteResourcePolicy', resourceArn: arn, expected: before ?? '' }
            : { call: 'kinesis:PutResourcePolicy', resourceArn: arn, policy: after, expected: before },
      },
    },
  };
}

const stream: Resource<Stream, Listing> = {
  arn: { service: 'kinesis', resource: /^stream\/[\w.-]{1,128}$/ },
  name: streamName,
  stable: (arn) => arn,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:kinesis:${region}:${accountId}:stream/-`,
  documents: { resource: resourcePolicy('resource-policy') },
  gone: () => ({ code: 'source-gone' }),
  endGone: 'source-gone',
  problems: { absent: 'source-gone' },
  inUse: (arn) => ({ code: 'grant-in-use', values: { stream: streamName(arn) } }),
  listing: { in: 'sources', name: 'streams' },
  kept: {
    statements: (arn, values) => ({ key: 'keeps.statements', values: { ...values, stream: streamName(arn) } }),
    unread: (arn) => ({ key: 'keeps.unread', values: { stream: streamName(arn) } }),
    unparsed: (arn) => ({ key: 'keeps.unparsed', values: { stream: streamName(arn) } }),
    shared: (arn, values) => ({ key: 'keeps.shared-grant', values: { ...values, stream: streamName(arn) } }),
  },
};

const consumer: Resource<RegisteredConsumer> = {
  arn: {
    service: 'kinesis',
    foretold: /^stream\/[\w.-]+\/consumer\/[\w.-]+:{epoch}$/,
    resource: /^stream\/[\w.-]+\/consumer\/[\w.-]+:\d+$/,
  },
  name: (arn) => consumerName(arn) ?? arn,
  stable: withoutEpoch,
  within: streamArnOf,
  nameless: ({ partition, region, accountId }) =>
    `arn:${partition}:kinesis:${region}:${accountId}:stream/-/consumer/-:0`,
  foretold: ({ stream: arn = '', name = '' }) => futureConsumerArn(arn, name),
  // IAM asks for `DescribeStreamConsumer` by name without the epoch (wirings K2 (b)).
  identityPattern: (arn) => `${withoutEpoch(arn)}*`,
  documents: { resource: resourcePolicy('consumer-policy') },
  gone: () => ({ code: 'no-policy' }),
  inUse: (arn) => ({ code: 'consumer-in-use', values: named(arn) }),
  kept: {
    unread: (arn) => ({ key: 'keeps.consumer-unread', values: named(arn) }),
    unparsed: (arn) => ({ key: 'keeps.consumer-unparsed', values: named(arn) }),
    'in-use': (arn) => ({ key: 'keeps.consumer-in-use', values: named(arn) }),
    'of-others': (arn) => ({ key: 'keeps.consumer-of-others', values: named(arn) }),
  },
};

function named(arn: string): { consumer: string; stream: string } {
  return { consumer: consumerName(arn) ?? '', stream: streamName(streamArnOf(arn)) };
}

export const resources = { 'kinesis-consumer': consumer, 'kinesis-stream': stream };
