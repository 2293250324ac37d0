import {
  type TableDescription as Described,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, type StreamDescription } from '@aws-sdk/client-dynamodb-streams';
import { tableName } from '@/lib/wiring/resource/dynamodb-arn';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';

/** The ARN of a table of the session's account and Region. */
export function tableArn({ partition, region, connection: { accountId } }: Session, name: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;
}

/** Throws what the SDK throws, also where there is no such table. */
export async function describeTable(session: Session, arn: string): Promise<Described> {
  const command = new DescribeTableCommand({ TableName: tableName(arn) });
  return requiredValue((await session.client(DynamoDBClient).send(command)).Table, 'Table');
}

/** A stream, without its shards. Throws what the SDK throws, also where there is no such stream. */
export async function describeStream(session: Session, arn: string): Promise<StreamDescription> {
  const command = new DescribeStreamCommand({ StreamArn: arn, Limit: 1 });
  const { StreamDescription: found } = await session.client(DynamoDBStreamsClient).send(command);
  return requiredValue(found, 'StreamDescription');
}

export type StoredPolicy = { policy: string; revision: string | null };

/** The policy on a table or a stream. Throws what the SDK throws, also where there is none. */
export async function resourcePolicy(session: Session, arn: string): Promise<StoredPolicy> {
  const answer = await session.client(DynamoDBClient).send(new GetResourcePolicyCommand({ ResourceArn: arn }));
  return { policy: requiredValue(answer.Policy, 'Policy'), revision: answer.RevisionId ?? null };
}
