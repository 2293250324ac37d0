import { type Table, type TableStream, tableEncryptionOf } from '@/lib/wiring/resource/dynamodb';
import { viewTypes } from '@/lib/wiring/resource/view-type';
import type { Drawing } from './drawing';
import { TableChip } from './dynamodb/table-chip';
import { TableLine } from './dynamodb/table-line';
import { TestItem } from './dynamodb/test-item';
import type { Question } from './question';

const table: Drawing<Table> = {
  icon: {
    title: 'table',
    paths: ['M2.500 3.500h11v9h-11z', 'M2.500 6.500h11', 'M2.500 9.500h11', 'M6.500 6.500v6'],
  },
  listed: {
    name: 'board.list.tables',
    reading: 'wizard.listing.tables',
    none: 'board.withoutTables',
    unwired: 'board.unwiredTables',
  },
  asked: 'dynamodb-table',
  source: {
    connect: 'board.connectTable',
    connectNamed: 'board.connectTableNamed',
    copied: 'board.tableCopied',
  },
  pattern: '{"eventName": ["INSERT"]}',
  label: 'board.fact.table',
  found: ({ description, stream }) => [
    description.state === 'known' ? description.value.status : null,
    stream.state === 'known' ? stream.value.viewType : null,
  ],
  remark: ({ description, stream }) =>
    [
      description.state === 'known' ? description.value.status : '',
      stream.state === 'known' ? stream.value.viewType : '',
    ]
      .filter(Boolean)
      .join(' · '),
  stops: (source) => {
    const { description } = source;
    if (description.state === 'known' && description.value.status === 'DELETING') return 'wizard.table-deleting';
    return tableEncryptionOf(source).state === 'aws-managed' ? 'wizard.table-encryption.stops' : null;
  },
  policyApis: {
    write: { service: 'dynamodb', operation: 'PutResourcePolicy' },
    read: { service: 'dynamodb', operation: 'GetResourcePolicy' },
  },
  testing: { words: 'dynamodb-table', Record: TestItem },
  Line: TableLine,
  Chip: TableChip,
};

const stream: Drawing<TableStream> = {};

export const drawings = { 'dynamodb-table': table, 'dynamodb-stream': stream };

const viewed: Question = {
  parameter: 'viewType',
  step: 'settings',
  answers: viewTypes,
  due: (verdicts) => verdicts.some(({ need, state }) => need.id === 'stream-on' && state === 'missing'),
};

export const questions = { viewType: viewed };
