import { futureConsumerArn } from '../call/kinesis';
import type { Need } from '../need';
import { statementSid } from '../plan/our-statements';
import { keyGrants, keyRoleStatements } from './key-needs';
import type { Ends, Kind, PolicyStatement } from './kind';
import { kinesis } from './kinesis';
import { fact, ofResource, ofRole, streamFacts, streamGrants, streamStatements, trust } from './stream-needs';

/** What the poller does with its registered consumer (domain: wirings K2 (a2), (b)). */
const consumerActions = ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'] as const;

const subscribing = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html';
const mapping = 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html';

function consumerArnOf({ sourceArn, consumer }: Ends): string {
  return consumer?.arn ?? futureConsumerArn(sourceArn, consumer?.name ?? '');
}

function consumerNeeds(ends: Ends): Need[] {
  return [
    fact('consumer-registered', 'producer', 'registered-consumer'),
    fact('consumer-unshared', 'consumer', 'registered-consumer', subscribing),
    fact('mapping-current', 'consumer', 'mapping', mapping),
    ...consumerActions.flatMap((action) => [
      ofResource(ends, action, consumerArnOf(ends)),
      ofRole(ends, action, consumerArnOf(ends)),
    ]),
  ];
}

/** IAM asks for `DescribeStreamConsumer` by name without the timestamp, so the role's policy leaves it open (wirings K2 (b)). */
function consumerRoleStatement({ sourceArn, consumer }: Ends): PolicyStatement {
  return {
    Sid: 'EfoConsumer',
    Effect: 'Allow',
    Action: [...consumerActions],
    Resource: `${sourceArn}/consumer/${consumer?.name ?? ''}*`,
  };
}

/** K2: Lambda reads a stream of another account through a registered consumer, with throughput of its own. */
export const kinesisFanout: Kind = {
  ...kinesis,
  id: 'kinesis-fanout',
  mappedKind: 'kinesis-consumer',
  hasConsumer: true,
  mappedArn: consumerArnOf,
  needs: (ends) => [...streamFacts(), trust(ends), ...consumerNeeds(ends), ...streamGrants(ends), ...keyGrants(ends)],
  resourceStatements: (ends, wireId) => [
    ...kinesis.resourceStatements(ends, wireId),
    {
      on: consumerArnOf(ends),
      statements: [
        {
          Sid: statementSid(wireId, 'Subscribe'),
          Effect: 'Allow',
          Principal: { AWS: ends.roleArn },
          Action: [...consumerActions],
          Resource: consumerArnOf(ends),
        },
      ],
    },
  ],
  roleStatements: (ends) => [...streamStatements(ends), consumerRoleStatement(ends), ...keyRoleStatements(ends)],
  // Billed by the consumer-shard-hour and by the gigabyte, from the registration on (wirings K2, cost).
  costs: (_ends, openShards) => [
    openShards === null
      ? { key: 'cost.registered-consumer-unread' }
      : { key: 'cost.registered-consumer', values: { shards: openShards } },
  ],
  // A policy is refused while the consumer is CREATING (wirings K2, order).
  make: [
    'kinesis:RegisterStreamConsumer',
    'iam:AttachRolePolicy',
    'iam:PutRolePolicy',
    'kinesis:PutResourcePolicy',
    'kinesis:PutResourcePolicy on consumer',
    'kms:PutKeyPolicy',
    'kms:CreateGrant',
    'lambda:CreateEventSourceMapping',
    'lambda:UpdateEventSourceMapping',
    'lambda:DeleteEventSourceMapping',
  ],
  unmake: [
    'lambda:DeleteEventSourceMapping',
    'kinesis:PutResourcePolicy on consumer',
    'kinesis:DeleteResourcePolicy on consumer',
    'kinesis:DeregisterStreamConsumer',
    'kinesis:PutResourcePolicy',
    'kinesis:DeleteResourcePolicy',
    'kms:PutKeyPolicy',
    'kms:RevokeGrant',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
  ],
};
