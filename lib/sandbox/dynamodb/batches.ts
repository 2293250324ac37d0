import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  BatchWriteItemInput,
  BatchWriteItemOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Ask, Call, Operation } from '../service';
import { normalItem } from './attribute-value';
import { asEncrypted, decrypt } from './encryption';
import { parseProjection } from './expression/projection';
import { substitutionsOf } from './expression/substitutions';
import { invalid, refuseUnserved } from './invalid';
import { checkKey, keyText } from './keys';
import { askOnTable, theReadyTable } from './table-reference';
import { areOfOneItem, type Write, writeAll } from './write-item';
import { deleteOf, putOf } from './write-request';

const MOST_WRITES = 25;
const MOST_KEYS = 100;

/** One write that is not taken has the whole batch refused. */
export const batchWriteItem: Operation<BatchWriteItemInput, BatchWriteItemOutput> = {
  asks: (input, call) => asksOf('BatchWriteItem', input, call),
  run: (input, call) => {
    const requests = Object.entries(input.RequestItems ?? {}).flatMap(([TableName, asked]) =>
      asked.map((each) => ({ TableName, each })),
    );
    if (requests.length === 0 || requests.length > MOST_WRITES) {
      throw invalid(`Too many items requested for the BatchWriteItem call: 1 to ${MOST_WRITES} are allowed`);
    }
    const writes = requests.map(({ TableName, each }) => writeOf(TableName, each, call));
    if (areOfOneItem(writes)) throw invalid('Provided list of item keys contains duplicates');
    writeAll(writes, call);
    return { UnprocessedItems: {} };
  },
};

export const batchGetItem: Operation<BatchGetItemInput, BatchGetItemOutput> = {
  effect: 'reads',
  asks: (input, call) => asksOf('BatchGetItem', input, call),
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

function asksOf(action: string, { RequestItems = {} }: { RequestItems: object | undefined }, call: Call): Ask[] {
  return Object.keys(RequestItems).map((TableName) => askOnTable(action, { TableName }, call));
}

function writeOf(TableName: string, { PutRequest, DeleteRequest }: WriteRequest, call: Call): Write {
  if (PutRequest && !DeleteRequest) return putOf({ TableName, Item: PutRequest.Item }, call);
  if (DeleteRequest && !PutRequest) return deleteOf({ TableName, Key: DeleteRequest.Key }, call);
  throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the requests');
}
