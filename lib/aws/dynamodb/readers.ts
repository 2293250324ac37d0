import type { Table } from '@/lib/wiring/resource/dynamodb';
import { byArn, type Detail, type ReadersOf } from '../reader';
import { listTables, readDetails, readTable, readTableStream } from './read';

const description: Detail<Table> = { fields: ['description', 'stream', 'key'], read: readDetails };

export const readers: ReadersOf<'dynamodb-stream' | 'dynamodb-table'> = {
  'dynamodb-stream': {
    read: (session, ref) => readTableStream(session, 'arn' in ref ? ref : { table: ref.by.table ?? '' }),
  },
  'dynamodb-table': { read: byArn(readTable), list: (session) => listTables(session), details: { description } },
};
