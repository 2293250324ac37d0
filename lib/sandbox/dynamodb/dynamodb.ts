import * as tables from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import type { Service } from '../service';
import { statesOf, type World } from '../world';
import { batchGetItem, batchWriteItem } from './batches';
import type { DynamoState } from './dynamodb-state';
import { deleteItem, getItem, putItem, updateItem } from './items';
import { landscape } from './landscape/landscape';
import { operator } from './operator';
import { query, scan } from './queries';
import { getRecords, getShardIterator } from './read-records';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy, resourcePolicies } from './resource-policy';
import { streamsOf } from './stream-life';
import { describeStream, listStreams } from './streams';
import { tablesOf } from './table';
import { createTable, deleteTable, describeTableOperation, listTables } from './tables';
import { listTagsOfResource, tagResource, untagResource } from './tags';
import { transactWriteItems } from './transactions';
import { updateTable } from './update-table';

const TRIM_EVERY = 5_000;
const nextTrim = new WeakMap<World, number>();

/** Two clients sign as `dynamodb`: one for tables and items, one for streams. They have no operation in common. */
export const dynamodb: Service = {
  name: 'dynamodb',
  protocol: 'awsJson1_0',
  schemas: { ...streams, ...tables },
  throttleFault: 'ThrottlingException',
  operations: {
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CreateTable: createTable,
    DeleteItem: deleteItem,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteTable: deleteTable,
    DescribeStream: describeStream,
    DescribeTable: describeTableOperation,
    GetItem: getItem,
    GetRecords: getRecords,
    GetResourcePolicy: getResourcePolicy,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
    ListTables: listTables,
    ListTagsOfResource: listTagsOfResource,
    PutItem: putItem,
    PutResourcePolicy: putResourcePolicy,
    Query: query,
    Scan: scan,
    TagResource: tagResource,
    TransactWriteItems: transactWriteItems,
    UntagResource: untagResource,
    UpdateItem: updateItem,
    UpdateTable: updateTable,
  },
  policies: [resourcePolicies],
  keyTitle: 'DynamoDB',
  operator,
  landscape,
  tick: (world, clock) => {
    const now = clock.now();
    if (now < (nextTrim.get(world) ?? 0)) return;
    nextTrim.set(world, now + TRIM_EVERY);
    for (const { accountId, region } of [...statesOf<DynamoState>(world, 'dynamodb')]) {
      tablesOf(world, { accountId, region }, now);
      streamsOf(world, { accountId, region }, now);
    }
  },
};
