import { outOfModel } from '../out-of-model';
import { resourceTags } from '../resource-tags';
import { type Ask, type Call, Fault } from '../service';
import { arnOf, type Named, parseArn } from './arn';
import type { Table } from './dynamodb-state';
import { invalid } from './invalid';
import { effectiveText } from './resource-policy-state';
import { statusOf, tableNamed } from './table';

/** Requests name a table by its name or by its ARN; by name it is one of the caller's own account. */
export type TableReference = { TableName: string | undefined };

const nameForm = /^[a-zA-Z0-9_.-]{3,255}$/;

export function named({ TableName: text }: TableReference, call: Call): Named {
  if (text === undefined) throw outOfModel(undefined, 'tableName', 'not be null');
  const { region, accountId } = call;
  const reference = text.startsWith('arn:') ? parseArn(text) : { region, accountId, table: text };
  if (!reference || reference.label !== undefined || reference.region !== region) {
    throw invalid(`Invalid table ARN: ${text}`);
  }
  checkTableName(reference.table);
  return reference;
}

/** @throws Fault ValidationException */
function checkTableName(name: string): void {
  if (nameForm.test(name)) return;
  throw invalid(
    "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
  );
}

function findTable(reference: TableReference, call: Call): Table | undefined {
  return tableNamed(call.world, named(reference, call), call.clock.now());
}

/** The table of a request about tables. @throws Fault ResourceNotFoundException */
export function theTable(reference: TableReference, call: Call): Table {
  const table = findTable(reference, call);
  if (table) return table;
  throw notFound(`Requested resource not found: Table: ${named(reference, call).table} not found`);
}

/** The table of a request about items, which has none before it is made and while it is deleted. */
export function theReadyTable(reference: TableReference, call: Call): Table {
  const table = findTable(reference, call);
  const status = table && statusOf(table, call.clock.now());
  if (table && (status === 'ACTIVE' || status === 'UPDATING')) return table;
  throw notFound('Requested resource not found');
}

/** @throws Fault ResourceInUseException while a change of the table is under way */
export function mustBeActive(table: Table, call: Call): void {
  const status = statusOf(table, call.clock.now());
  if (status === 'ACTIVE') return;
  const doing = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' }[table.change?.status ?? 'UPDATING'];
  throw inUse(`Attempt to change a resource which is still in use: Table is being ${doing}: ${table.name}`);
}

/** The permission on a table that a request needs, with the table's policy. */
export function askOnTable(action: string, reference: TableReference, call: Call): Ask {
  const wanted = named(reference, call);
  const table = tableNamed(call.world, wanted, call.clock.now());
  return {
    action: `dynamodb:${action}`,
    resource: arnOf(wanted),
    resourceAccount: wanted.accountId,
    resourcePolicy: effectiveText(table?.policy, call),
    context: resourceTags(table?.tags),
  };
}

export function notFound(message: string): Fault {
  return new Fault('ResourceNotFoundException', message);
}

export function inUse(message: string): Fault {
  return new Fault('ResourceInUseException', message);
}
