import type { Table, TableStream } from '@/lib/wiring/resource/dynamodb';
import type { PartDrawing } from '../part-drawing';
import { TableStreamFacts, TableStreamPolicies } from './stream-facts';
import { TableFacts, TableKeyFact } from './table-facts';

const table: PartDrawing<Table> = {
  what: 'table',
  reads: ({ description, key }) => [
    ['table-description', description],
    // What could not be described is said once; a key that was read is a part of its own.
    ...(description.state === 'known' && key.state !== 'known' ? ([['key', key]] as const) : []),
  ],
  Facts: TableFacts,
  LastFacts: TableKeyFact,
};

const stream: PartDrawing<TableStream> = {
  what: 'table-stream',
  reads: ({ policy }) => [['stream-policy', policy]],
  others: 'stream-readers',
  Facts: TableStreamFacts,
  Policies: TableStreamPolicies,
  policiesTitle: 'wire.policies.table-and-stream',
};

export const parts = { 'dynamodb-table': table, 'dynamodb-stream': stream };
