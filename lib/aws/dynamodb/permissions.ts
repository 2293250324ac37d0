import type { Choice, Permissions } from '../permission';
import { table, tableStream } from './things';

/** Whoever may put an item may write over any other. */
const testItems: Choice = {
  id: 'test-items',
  lets: 'put test items on tables and delete them',
  means: 'lets it write to every table',
  without: 'judges wires of tables by their counters alone',
  withoutPassive: 'wires of tables are judged by their counters alone',
};

/** The policy of a table is never written: what it says of the stream does nothing (domain: security §5). */
export const permissions = {
  reads: [
    { action: 'dynamodb:ListTables', on: '*', group: 'Lists' },
    { action: 'dynamodb:DescribeTable', on: table, group: 'Tables' },
    { action: 'dynamodb:GetResourcePolicy', on: table, group: 'Tables' },
  ],
  writes: [
    { action: 'dynamodb:UpdateTable', on: table, group: 'SwitchStreams' },
    { action: 'dynamodb:PutResourcePolicy', on: tableStream, group: 'ShareTableStreams' },
    { action: 'dynamodb:DeleteResourcePolicy', on: tableStream, group: 'ShareTableStreams' },
    { action: 'dynamodb:PutItem', on: table, group: 'TestItems', choice: testItems, optional: 'testItemLacking' },
    { action: 'dynamodb:DeleteItem', on: table, group: 'TestItems', choice: testItems, optional: 'testItemLacking' },
  ],
  never: { records: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'] },
} as const satisfies Permissions;
