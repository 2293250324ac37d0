import { randomInt, randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  type ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { testMark } from '@/lib/wiring/resource/dynamodb';
import { tableName } from '@/lib/wiring/resource/dynamodb-arn';
import { messageOf } from '../session/refusal';
import type { Session } from '../session/session';
import type { TestPut } from '../test-record';
import { describeTable } from './read-table';

/** The name and type of each key attribute: the partition key, and where there is one the sort key. */
async function keysOf(session: Session, tableArn: string): Promise<{ name: string; type: string }[]> {
  const { KeySchema = [], AttributeDefinitions = [] } = await describeTable(session, tableArn);
  return KeySchema.map(({ AttributeName: name = '' }) => ({
    name,
    type: AttributeDefinitions.find((one) => one.AttributeName === name)?.AttributeType ?? 'S',
  }));
}

/** A value that nobody else has: a text that begins as the person gave it, or a number. */
function freeValue(type: string, given: string, marker: string): AttributeValue {
  if (type === 'N') return { N: `${randomInt(1, 2 ** 47)}${String(randomInt(2 ** 47)).padStart(15, '0')}` };
  const text = `${given}-${marker}`;
  return type === 'B' ? { B: new TextEncoder().encode(text) } : { S: text };
}

function shown(key: Key): string {
  return JSON.stringify(key, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}

type Key = Record<string, AttributeValue>;
type Marked = { TableName: string; Key: Key; marker: string };

function isUnmet(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

async function putMarked(session: Session, { TableName, Key, marker }: Marked, data: string): Promise<void> {
  const names = Object.fromEntries(Object.keys(Key).map((name, index) => [`#key${index}`, name]));
  const isFree = Object.keys(names).map((name) => `attribute_not_exists(${name})`);
  const command = new PutItemCommand({
    TableName,
    Item: { data: { S: data }, [testMark(Object.keys(Key))]: { S: marker }, ...Key },
    ConditionExpression: isFree.join(' AND '),
    ExpressionAttributeNames: names,
  });
  await session.client(DynamoDBClient).send(command);
}

/** Deletes the item that bears this very mark; answers what stands there instead. */
async function deleteMarked(
  session: Session,
  { TableName, Key, marker }: Marked,
): Promise<'deleted' | 'nothing' | { another: string }> {
  const command = new DeleteItemCommand({
    TableName,
    Key,
    ConditionExpression: '#mark = :mark',
    ExpressionAttributeNames: { '#mark': testMark(Object.keys(Key)) },
    ExpressionAttributeValues: { ':mark': { S: marker } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await session.client(DynamoDBClient).send(command);
    return 'deleted';
  } catch (error) {
    if (!isUnmet(error)) throw error;
    return error.Item ? { another: error.message } : 'nothing';
  }
}

/**
 * Puts a marked item whose key is free, and deletes it at once: the stream tells of both. What could not be deleted is
 * said, and where it is. Whatever was answered, an attempt may have taken effect.
 */
export const putItem: TestPut = {
  action: 'dynamodb:PutItem',
  id: 'marker',
  async put(session, tableArn, { partitionKey, data }) {
    const marker = randomUUID();
    const keys = await keysOf(session, tableArn);
    const values = keys.map(({ name, type }) => [name, freeValue(type, partitionKey, marker)] as const);
    const item: Marked = { TableName: tableName(tableArn), Key: Object.fromEntries(values), marker };
    const put = { key: shown(item.Key), marker };
    const refused = await putMarked(session, item, data).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    try {
      const found = await deleteMarked(session, item);
      // An attempt before the last one had put it.
      if (refused !== null && found === 'deleted' && isUnmet(refused.error)) return put;
      // Who changed the item meanwhile took it for theirs.
      if (refused === null) return typeof found === 'string' ? put : { ...put, left: found.another };
    } catch (error) {
      if (refused === null) return { ...put, left: messageOf(error) };
    }
    throw refused?.error;
  },
};
