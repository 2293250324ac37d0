import type { Permissions } from '../permission';
import { tableStream } from './things';

export const permissions = {
  reads: [{ action: 'dynamodb:DescribeStream', on: tableStream, group: 'TableStreams' }],
  never: { records: ['dynamodb:GetRecords'] },
} as const satisfies Permissions;
