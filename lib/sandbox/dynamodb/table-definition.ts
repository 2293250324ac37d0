import type {
  AttributeDefinition,
  BillingMode,
  CreateTableInput,
  KeySchemaElement,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import { outOfModel } from '../out-of-model';
import type { Table as TableState } from './dynamodb-state';
import { invalidParameter, refuseUnserved } from './invalid';

/**
 * What CreateTable is asked, held against the rules of tables.
 * @throws Fault ValidationException
 */
export function checkDefinition(input: CreateTableInput): void {
  refuseUnserved(input, ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'GlobalTableSourceArn']);
  const attributes = input.AttributeDefinitions ?? [];
  const keySchema = input.KeySchema ?? [];
  checkKeySchema(keySchema);
  const types = new Set(['S', 'N', 'B']);
  for (const { AttributeType } of attributes) {
    if (!types.has(AttributeType ?? '')) {
      throw outOfModel(
        AttributeType,
        'attributeDefinitions.1.member.attributeType',
        'satisfy enum value set: [B, N, S]',
      );
    }
  }
  checkNames(attributes, keySchema);
}

/** How a table is paid for. @throws Fault ValidationException */
export function billingOf(
  mode: BillingMode | undefined,
  throughput: ProvisionedThroughput | undefined,
): TableState['billing'] {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = throughput ?? {};
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput) {
      throw invalidParameter(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    }
    return { mode, read: 0, write: 0 };
  }
  if (!read || !write) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  return { mode: 'PROVISIONED', read, write };
}

function checkKeySchema(keySchema: readonly KeySchemaElement[]): void {
  const [first, second] = keySchema;
  if (!first || keySchema.length > 2) throw outOfModel(keySchema.length, 'keySchema', 'have length between 1 and 2');
  if (first.KeyType !== 'HASH') {
    throw invalidParameter('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (second && second.KeyType !== 'RANGE') {
    throw invalidParameter('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  if (second && second.AttributeName === first.AttributeName) {
    throw invalidParameter('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
}

function checkNames(attributes: readonly AttributeDefinition[], keySchema: readonly KeySchemaElement[]): void {
  const defined = attributes.map(({ AttributeName }) => AttributeName ?? '');
  const keys = keySchema.map(({ AttributeName }) => AttributeName ?? '');
  if (keys.some((name) => !defined.includes(name))) {
    const shown = `Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`;
    throw invalidParameter(`Some index key attributes are not defined in AttributeDefinitions. ${shown}`);
  }
  if (defined.length !== keys.length) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
}
