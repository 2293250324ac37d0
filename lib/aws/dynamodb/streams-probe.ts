import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { ProbesOf } from '../probe';
import type { permissions } from './streams-permissions';
import { tableStream } from './things';

export const probes: ProbesOf<typeof permissions> = {
  'dynamodb:DescribeStream': {
    on: tableStream,
    call: (session, StreamArn) =>
      session.client(DynamoDBStreamsClient).send(new DescribeStreamCommand({ StreamArn, Limit: 1 })),
  },
};
