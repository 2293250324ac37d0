import {
  DescribeStreamConsumerCommand,
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-kinesis';
import { key } from '../kms/things';
import type { ProbeFinds, ProbesOf } from '../probe';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import type { permissions } from './permissions';
import { consumer, consumerOf, stream } from './things';

const kinesis = (session: Session) => session.client(KinesisClient);

export const probes: ProbesOf<typeof permissions> = {
  'kinesis:ListStreams': {
    finds: [stream, consumer],
    async call(session): Promise<ProbeFinds> {
      const { StreamSummaries } = await kinesis(session).send(new ListStreamsCommand({ Limit: 100 }));
      const arn = requiredValue(StreamSummaries, 'StreamSummaries')[0]?.StreamARN;
      return arn === undefined
        ? []
        : [
            [stream, arn],
            [consumer, consumerOf(arn)],
          ];
    },
  },
  'kinesis:DescribeStreamSummary': {
    on: stream,
    finds: [key],
    async call(session, StreamARN): Promise<ProbeFinds> {
      const answer = await kinesis(session).send(new DescribeStreamSummaryCommand({ StreamARN }));
      const { EncryptionType, KeyId } = requiredValue(answer.StreamDescriptionSummary, 'StreamDescriptionSummary');
      // AWS's own keys have a policy that nobody can change.
      const isOwn = EncryptionType === 'KMS' && KeyId !== undefined && !KeyId.includes('alias/aws/');
      return isOwn ? [[key, KeyId]] : [];
    },
  },
  'kinesis:GetResourcePolicy': {
    on: stream,
    async call(session, ResourceARN) {
      const { Policy } = await kinesis(session).send(new GetResourcePolicyCommand({ ResourceARN }));
      return requiredValue(Policy, 'Policy');
    },
  },
  'kinesis:ListStreamConsumers': {
    on: stream,
    call: (session, StreamARN) => kinesis(session).send(new ListStreamConsumersCommand({ StreamARN, MaxResults: 1 })),
  },
  'kinesis:DescribeStreamConsumer': {
    on: consumer,
    call: (session, ConsumerARN) => kinesis(session).send(new DescribeStreamConsumerCommand({ ConsumerARN })),
  },
};
