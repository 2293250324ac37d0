import { statementSid } from '../plan/our-statements';
import { keyGrant, keyGrants, keyRoleStatements, keyStatement } from './key-needs';
import type { Kind } from './kind';
import {
  managedActions,
  managedPolicy,
  streamActions,
  streamFacts,
  streamGrants,
  streamStatements,
  trust,
} from './stream-needs';

/** K1: Lambda reads a stream of another account with shared throughput. */
export const kinesis: Kind = {
  id: 'kinesis',
  sourceKind: 'kinesis-stream',
  mappedKind: 'kinesis-stream',
  hasConsumer: false,
  mappedArn: (ends) => ends.sourceArn,
  needs: (ends) => [...streamFacts(), trust(ends), ...streamGrants(ends), ...keyGrants(ends)],
  resourceStatements: (ends, wireId) => [
    {
      on: ends.sourceArn,
      statements: [
        {
          Sid: statementSid(wireId, 'Read'),
          Effect: 'Allow',
          Principal: { AWS: ends.roleArn },
          Action: [...streamActions],
          Resource: ends.sourceArn,
        },
      ],
    },
  ],
  keyStatement,
  keyGrant,
  // 20 KB (wirings §0.4).
  mostPolicyBytes: 20_480,
  managedPolicy,
  managedActions,
  roleStatements: (ends) => [...streamStatements(ends), ...keyRoleStatements(ends)],
  costs: () => [],
  // Creating a mapping tests the stream at once with the role's rights, so every grant comes first (wirings K1).
  make: [
    'iam:AttachRolePolicy',
    'iam:PutRolePolicy',
    'kinesis:PutResourcePolicy',
    'kms:PutKeyPolicy',
    'kms:CreateGrant',
    'lambda:CreateEventSourceMapping',
    'lambda:UpdateEventSourceMapping',
    'lambda:DeleteEventSourceMapping',
  ],
  unmake: [
    'lambda:DeleteEventSourceMapping',
    'kinesis:PutResourcePolicy',
    'kinesis:DeleteResourcePolicy',
    'kms:PutKeyPolicy',
    'kms:RevokeGrant',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
  ],
};
