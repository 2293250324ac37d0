import { randomUUID } from 'node:crypto';
import type {
  CreateTableInput,
  CreateTableOutput,
  DeleteTableInput,
  DeleteTableOutput,
  DescribeTableInput,
  DescribeTableOutput,
  ListTablesInput,
  ListTablesOutput,
} from '@aws-sdk/client-dynamodb';
import { within } from '../out-of-model';
import type { Ask, Call, Operation } from '../service';
import { arnOf } from './arn';
import { describeTable } from './describe-table';
import { dynamoState, type Table } from './dynamodb-state';
import { chooseKey } from './encryption';
import { invalid } from './invalid';
import { setPolicy } from './policy-change';
import { noPolicy } from './resource-policy-state';
import { closeStream, isOn, openStream, streamsOf } from './stream-life';
import { checkViewType } from './stream-specification';
import { tablesOf } from './table';
import { billingOf, checkDefinition } from './table-definition';
import { askOnTable, inUse, mustBeActive, named, theTable } from './table-reference';
import { tagsWith } from './tags';

const SECONDS_TO_CREATE = 8;
const SECONDS_TO_DELETE = 6;
const TABLES_A_PAGE = 100;

export const createTable: Operation<CreateTableInput, CreateTableOutput> = {
  asks: (input, call) => [
    askOnTable('CreateTable', input, call),
    ...(input.Tags?.length ? [tagging(input, call)] : []),
    ...(input.ResourcePolicy === undefined ? [] : [askOnTable('PutResourcePolicy', input, call)]),
  ],
  run: (input, call) => {
    checkDefinition(input);
    const { table: name } = named(input, call);
    const tables = tablesOf(call.world, call, call.clock.now());
    if (tables.some((table) => table.name === name)) throw inUse(`Table already exists: ${name}`);
    const table = newTable(name, input, call);
    const viewType = checkViewType(input.StreamSpecification);
    if (input.ResourcePolicy !== undefined) {
      setPolicy(
        { policy: table.policy, arn: table.arn, type: 'table', owner: table.accountId },
        input.ResourcePolicy,
        call,
      );
    }
    dynamoState(call.world, call.accountId, call.region).tables.set(name, table);
    if (viewType) openStream(table, viewType, table.change?.until ?? 0, call);
    return { TableDescription: { ...describeTable(table, call), TableStatus: 'CREATING' } };
  },
};

export const describeTableOperation: Operation<DescribeTableInput, DescribeTableOutput> = {
  asks: (input, call) => [askOnTable('DescribeTable', input, call)],
  run: (input, call) => ({ Table: describeTable(theTable(input, call), call) }),
};

export const listTables: Operation<ListTablesInput, ListTablesOutput> = {
  asks: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  run: (input, call) => {
    within(input.Limit, 'limit', 1, TABLES_A_PAGE);
    const after = input.ExclusiveStartTableName ?? '';
    const names = tablesOf(call.world, call, call.clock.now()).map(({ name }) => name);
    const rest = names.filter((name) => name > after);
    const page = rest.slice(0, input.Limit ?? TABLES_A_PAGE);
    return { TableNames: page, LastEvaluatedTableName: rest.length > page.length ? page.at(-1) : undefined };
  },
};

/** The table's stream is switched off with it and stays readable for a day. */
export const deleteTable: Operation<DeleteTableInput, DeleteTableOutput> = {
  asks: (input, call) => [askOnTable('DeleteTable', input, call)],
  run: (input, call) => {
    const table = theTable(input, call);
    mustBeActive(table, call);
    if (table.deletionProtection) {
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const until = call.clock.after(SECONDS_TO_DELETE);
    table.change = { status: 'DELETING', until };
    for (const stream of streamsOf(call.world, table, call.clock.now())) {
      if (stream.tableName === table.name && isOn(stream)) closeStream(stream, until, call.clock.now());
    }
    return { TableDescription: { ...describeTable(table, call), TableStatus: 'DELETING' } };
  },
};

function tagging(input: CreateTableInput, call: Call): Ask {
  const tags = (input.Tags ?? []).map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  const ask = askOnTable('TagResource', input, call);
  return { ...ask, context: { ...ask.context, ...Object.fromEntries(tags) } };
}

function newTable(name: string, input: CreateTableInput, call: Call): Table {
  const { accountId, region } = call;
  const place = { accountId, region, name };
  return {
    ...place,
    arn: arnOf({ accountId, region, table: name }),
    id: randomUUID(),
    createdAt: call.clock.now(),
    change: { status: 'CREATING', until: call.clock.after(SECONDS_TO_CREATE) },
    attributes: input.AttributeDefinitions ?? [],
    keySchema: input.KeySchema ?? [],
    billing: billingOf(input.BillingMode, input.ProvisionedThroughput),
    ...(input.TableClass === undefined ? {} : { tableClass: input.TableClass }),
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    tags: tagsWith({}, input.Tags),
    keyArn: input.SSESpecification ? chooseKey(input.SSESpecification, place, call) : null,
    items: new Map(),
    policy: noPolicy(),
  };
}
