import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { Call } from '../service';
import { itemBytes } from './attribute-value';
import { dynamoState, type Table } from './dynamodb-state';
import { isOn } from './stream-life';
import { statusOf } from './table';

/** A table as every request about tables answers it. */
export function describeTable(table: Table, call: Call): TableDescription {
  const items = [...table.items.values()];
  return {
    AttributeDefinitions: table.attributes,
    TableName: table.name,
    KeySchema: table.keySchema,
    TableStatus: statusOf(table, call.clock.now()),
    CreationDateTime: new Date(table.createdAt),
    ...capacity(table),
    TableSizeBytes: items.reduce((sum, item) => sum + itemBytes(item), 0),
    ItemCount: items.length,
    TableArn: table.arn,
    TableId: table.id,
    ...streams(table, call),
    ...(table.keyArn === null
      ? {}
      : { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: table.keyArn } }),
    ...(table.tableClass === undefined ? {} : { TableClassSummary: { TableClass: table.tableClass } }),
    DeletionProtectionEnabled: table.deletionProtection,
  };
}

function capacity({ billing }: Table): Pick<TableDescription, 'ProvisionedThroughput' | 'BillingModeSummary'> {
  const { mode, onDemandSince, read, write } = billing;
  return {
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: read, WriteCapacityUnits: write },
    ...(mode === 'PROVISIONED' && onDemandSince === undefined
      ? {}
      : {
          BillingModeSummary: {
            BillingMode: mode,
            ...(onDemandSince === undefined ? {} : { LastUpdateToPayPerRequestDateTime: new Date(onDemandSince) }),
          },
        }),
  };
}

/** `LatestStreamArn` goes on naming a stream that was switched off; `StreamSpecification` does not. */
function streams(table: Table, call: Call): Partial<TableDescription> {
  const { streams: known } = dynamoState(call.world, table.accountId, table.region);
  const { latestStreamArn } = table;
  if (latestStreamArn === undefined) return {};
  const stream = known.get(latestStreamArn);
  return {
    ...(stream && isOn(stream)
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }
      : {}),
    LatestStreamLabel: latestStreamArn.split('/stream/')[1],
    LatestStreamArn: latestStreamArn,
  };
}
