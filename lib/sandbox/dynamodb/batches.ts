import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  BatchWriteItemInput,
  BatchWriteItemOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../service';
import { normalItem } from './attribute-value';
import { asEncrypted, decrypt } from './encryption';
import { parseProjection } from './expression/projection';
import { substitutionsOf } from './expression/substitutions';
import { invalid, refuseUnserved } from './invalid';
import { checkKey, keyText } from './keys';
import { askOnTable, theReadyTable } from './table-reference';
import { type Write, writeItem } from './write-item';
import { deleteOf, putOf } from './write-request';

const MOST_WRITES = 25;
const MOST_KEYS = 100;

/** Each write stands alone: one that fails would leave the others done, and none fails here. */
export const batchWriteItem: Operation<BatchWriteItemInput, BatchWriteItemOutput> = {
  asks: (input, call) =>
    Object.keys(input.RequestItems ?? {}).map((TableName) => askOnTable('BatchWriteItem', { TableName }, call)),
  run: (input, call) => {
    const requests = Object.entries(input.RequestItems ?? {}).flatMap(([TableName, asked]) =>
      asked.map((each) => ({ TableName, each })),
    );
    if (requests.length === 0 || requests.length > MOST_WRITES) {
      throw invalid(`Too many items requested for the BatchWriteItem call: 1 to ${MOST_WRITES} are allowed`);
    }
    const writes = requests.map(({ TableName, each }) => writeOf(TableName, each, call));
    const places = writes.map(({ table, key }) => `${table.arn} ${keyText(table, key)}`);
    if (new Set(places).size !== places.length) throw invalid('Provided list of item keys contains duplicates');
    for (const write of writes) writeItem(write, call);
    return { UnprocessedItems: {} };
  },
};

export const batchGetItem: Operation<BatchGetItemInput, BatchGetItemOutput> = {
  effect: 'reads',
  asks: (input, call) =>
    Object.keys(input.RequestItems ?? {}).map((TableName) => askOnTable('BatchGetItem', { TableName }, call)),
  run: (input, call) => {
    const requests = Object.entries(input.RequestItems ?? {});
    if (requests.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0) > MOST_KEYS) {
      throw invalid('Too many items requested for the BatchGetItem call');
    }
    const found = requests.map(([TableName, asked]) => {
      refuseUnserved(asked, ['AttributesToGet']);
      const table = theReadyTable({ TableName }, call);
      const substitutions = substitutionsOf(asked);
      const project = parseProjection(asked.ProjectionExpression, substitutions);
      substitutions.checkUsed();
      decrypt(asEncrypted(table), call);
      const keys = (asked.Keys ?? []).map(normalItem);
      for (const key of keys) checkKey(table, key);
      return [
        TableName,
        keys
          .map((key) => table.items.get(keyText(table, key)))
          .filter((item) => item !== undefined)
          .map(project),
      ] as const;
    });
    return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
  },
};

function writeOf(TableName: string, { PutRequest, DeleteRequest }: WriteRequest, call: Call): Write {
  if (PutRequest && !DeleteRequest) return putOf({ TableName, Item: PutRequest.Item }, call);
  if (DeleteRequest && !PutRequest) return deleteOf({ TableName, Key: DeleteRequest.Key }, call);
  throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the requests');
}
