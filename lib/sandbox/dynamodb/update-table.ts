import type { UpdateTableInput, UpdateTableOutput } from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../service';
import { describeTable } from './describe-table';
import type { Table } from './dynamodb-state';
import { chooseKey } from './encryption';
import { invalid, refuseUnserved } from './invalid';
import { closeStream, isOn, openStream, streamsOf } from './stream-life';
import { checkViewType } from './stream-specification';
import { billingOf } from './table-definition';
import { askOnTable, mustBeActive, theTable } from './table-reference';

const SECONDS_TO_UPDATE = 5;

const changes = [
  'BillingMode',
  'DeletionProtectionEnabled',
  'ProvisionedThroughput',
  'SSESpecification',
  'StreamSpecification',
  'TableClass',
] as const satisfies readonly (keyof UpdateTableInput)[];

export const updateTable: Operation<UpdateTableInput, UpdateTableOutput> = {
  asks: (input, call) => [askOnTable('UpdateTable', input, call)],
  run: (input, call) => {
    refuseUnserved(input, [
      'GlobalSecondaryIndexUpdates',
      'ReplicaUpdates',
      'MultiRegionConsistency',
      'WarmThroughput',
    ]);
    const table = theTable(input, call);
    mustBeActive(table, call);
    if (!changes.some((name) => (input[name] ?? null) !== null)) {
      throw invalid(`At least one of ${changes.join(', ')} is required`);
    }
    const until = call.clock.after(SECONDS_TO_UPDATE);
    // Nothing is changed before everything that may be refused has been looked at.
    const keyArn = input.SSESpecification ? chooseKey(input.SSESpecification, table, call) : table.keyArn;
    const billing =
      (input.BillingMode ?? input.ProvisionedThroughput) ? billingAfter(table, input, call) : table.billing;
    switchStream(table, input, until, call);
    if (input.SSESpecification) encrypt(table, keyArn, call);
    table.billing = billing;
    table.deletionProtection = input.DeletionProtectionEnabled ?? table.deletionProtection;
    if (input.TableClass) table.tableClass = input.TableClass;
    table.change = { status: 'UPDATING', until };
    return { TableDescription: { ...describeTable(table, call), TableStatus: 'UPDATING' } };
  },
};

/** A stream's view type is fixed: another one takes another stream, under a label of its own. */
function switchStream(table: Table, { StreamSpecification: asked }: UpdateTableInput, until: number, call: Call): void {
  const viewType = checkViewType(asked);
  if (!asked) return;
  const stream = streamsOf(call.world, table, call.clock.now()).find(
    (each) => each.arn === table.latestStreamArn && isOn(each),
  );
  if (viewType) {
    if (stream) throw invalid(`Table already has an enabled stream: TableName: ${table.name}`);
    openStream(table, viewType, until, call);
  } else {
    if (!stream) throw invalid(`Table has no stream to disable: TableName: ${table.name}`);
    closeStream(stream, until, call.clock.now());
  }
}

function encrypt(table: Table, keyArn: string | null, call: Call): void {
  table.keyArn = keyArn;
  for (const stream of streamsOf(call.world, table, call.clock.now())) {
    if (stream.tableName === table.name) stream.keyArn = keyArn;
  }
}

function billingAfter({ billing }: Table, input: UpdateTableInput, call: Call): Table['billing'] {
  const after = billingOf(input.BillingMode ?? billing.mode, input.ProvisionedThroughput);
  const switched = after.mode === 'PAY_PER_REQUEST' && billing.mode !== after.mode;
  return { ...after, onDemandSince: switched ? call.clock.now() : billing.onDemandSince };
}
