import { GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  ListStreamConsumersCommand,
} from '@aws-sdk/client-kinesis';
import { DescribeKeyCommand, GetKeyPolicyCommand, ListGrantsCommand } from '@aws-sdk/client-kms';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { type Administrator, functionArn, type Practice, streamArn } from './practice';

export type WireEnds = { stream: string; reader: string; role: string };

/** All that a wire may touch, as each account's own administrator reads it. */
export async function snapshot({ producer, consumer }: Practice, { stream, reader, role }: WireEnds) {
  const ResourceARN = streamArn(stream);
  const { Consumers = [] } = await producer.kinesis.send(new ListStreamConsumersCommand({ StreamARN: ResourceARN }));
  const consumers = Consumers.map(async ({ ConsumerARN = '', ConsumerStatus }) => ({
    arn: ConsumerARN,
    status: ConsumerStatus,
    policy: await policyOf(producer, ConsumerARN),
  }));
  const { EventSourceMappings = [] } = await consumer.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: functionArn(reader) }),
  );
  return {
    policy: await policyOf(producer, ResourceARN),
    key: await keyOf(producer, stream),
    consumers: await Promise.all(consumers),
    role: await rightsOf(consumer, role),
    mappings: EventSourceMappings.map(({ UUID, EventSourceArn, State }) => ({ UUID, EventSourceArn, State })),
  };
}

async function policyOf({ kinesis }: Administrator, ResourceARN: string): Promise<string> {
  return (await kinesis.send(new GetResourcePolicyCommand({ ResourceARN }))).Policy ?? '';
}

/** The stream's key, with who may use it. */
export async function keyOf({ kinesis, kms }: Administrator, stream: string) {
  const { StreamDescriptionSummary } = await kinesis.send(
    new DescribeStreamSummaryCommand({ StreamARN: streamArn(stream) }),
  );
  const named = StreamDescriptionSummary?.KeyId;
  if (named === undefined) return null;
  // Only describing takes an alias.
  const KeyId = (await kms.send(new DescribeKeyCommand({ KeyId: named }))).KeyMetadata?.Arn;
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
  const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId }));
  return { arn: KeyId, policy: Policy ?? '', grants: Grants.map(({ GrantId }) => GrantId) };
}

async function rightsOf({ iam }: Administrator, RoleName: string) {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const inline = PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return [PolicyName, decodeURIComponent(PolicyDocument)] as const;
  });
  return { attached: AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn), inline: await Promise.all(inline) };
}
