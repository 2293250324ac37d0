import type {
  DeleteItemInput,
  DeleteItemOutput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  PutItemOutput,
  UpdateItemInput,
  UpdateItemOutput,
} from '@aws-sdk/client-dynamodb';
import { outOfModel } from '../out-of-model';
import type { Operation } from '../service';
import { equal, type Item, normalItem } from './attribute-value';
import { asEncrypted, decrypt } from './encryption';
import { parseProjection } from './expression/projection';
import { substitutionsOf } from './expression/substitutions';
import { refuseUnserved } from './invalid';
import { checkKey, keyText } from './keys';
import { askOnTable, theReadyTable } from './table-reference';
import { type Written, writeItem } from './write-item';
import { deleteOf, putOf, updateOf } from './write-request';

export const putItem: Operation<PutItemInput, PutItemOutput> = {
  asks: (input, call) => [askOnTable('PutItem', input, call)],
  run: (input, call) => {
    refuseUnserved(input, ['Expected', 'ConditionalOperator']);
    checkReturnValues(input.ReturnValues, ['NONE', 'ALL_OLD']);
    return answer(writeItem(putOf(input, call), call), input.ReturnValues);
  },
};

export const deleteItem: Operation<DeleteItemInput, DeleteItemOutput> = {
  asks: (input, call) => [askOnTable('DeleteItem', input, call)],
  run: (input, call) => {
    refuseUnserved(input, ['Expected', 'ConditionalOperator']);
    checkReturnValues(input.ReturnValues, ['NONE', 'ALL_OLD']);
    return answer(writeItem(deleteOf(input, call), call), input.ReturnValues);
  },
};

export const updateItem: Operation<UpdateItemInput, UpdateItemOutput> = {
  asks: (input, call) => [askOnTable('UpdateItem', input, call)],
  run: (input, call) => {
    refuseUnserved(input, ['AttributeUpdates', 'Expected', 'ConditionalOperator']);
    checkReturnValues(input.ReturnValues, ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']);
    return answer(writeItem(updateOf(input, call), call), input.ReturnValues);
  },
};

export const getItem: Operation<GetItemInput, GetItemOutput> = {
  asks: (input, call) => [askOnTable('GetItem', input, call)],
  run: (input, call) => {
    refuseUnserved(input, ['AttributesToGet']);
    const table = theReadyTable(input, call);
    const key = normalItem(input.Key ?? {});
    checkKey(table, key);
    const substitutions = substitutionsOf(input);
    const project = parseProjection(input.ProjectionExpression, substitutions);
    substitutions.checkUsed();
    decrypt(asEncrypted(table), call);
    const item = table.items.get(keyText(table, key));
    return item ? { Item: project(item) } : {};
  },
};

function answer({ before, after }: Written, asked: string | undefined): { Attributes?: Item } {
  const changed = (one: Item, other: Item) =>
    Object.fromEntries(Object.entries(one).filter(([name, value]) => !equal(value, other[name])));
  const attributes = {
    ALL_OLD: before,
    ALL_NEW: after,
    UPDATED_OLD: before && changed(before, after ?? {}),
    UPDATED_NEW: after && changed(after, before ?? {}),
  }[asked ?? 'NONE'];
  return attributes ? { Attributes: attributes } : {};
}

function checkReturnValues(asked: string | undefined, known: readonly string[]): void {
  if (asked === undefined || known.includes(asked)) return;
  throw outOfModel(asked, 'returnValues', `satisfy enum value set: [${known.join(', ')}]`);
}
