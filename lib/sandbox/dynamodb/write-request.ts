import type { AttributeValue, ReturnValuesOnConditionCheckFailure } from '@aws-sdk/client-dynamodb';
import type { Call } from '../service';
import { type Item, normalItem } from './attribute-value';
import type { Table } from './dynamodb-state';
import { type Condition, parseCondition } from './expression/condition';
import { type Substitutions, substitutionsOf } from './expression/substitutions';
import { parseUpdate, type Update } from './expression/update';
import { invalidParameter } from './invalid';
import { checkKey, keyAttributes, keyOfItem } from './keys';
import { theReadyTable } from './table-reference';
import type { Write } from './write-item';

/** What the requests for writes have in common, alone or in a transaction. */
export type WriteRequest = {
  TableName: string | undefined;
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
  ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure | undefined;
};

type Keyed = WriteRequest & { Key: Record<string, AttributeValue> | undefined };

/** @throws Fault ValidationException */
export function putOf(request: WriteRequest & { Item: Record<string, AttributeValue> | undefined }, call: Call): Write {
  const table = theReadyTable(request, call);
  const item = normalItem(request.Item ?? {});
  const key = keyOfItem(table, item);
  return { ...conditioned(request), table, key, change: () => item };
}

/** @throws Fault ValidationException */
export function deleteOf(request: Keyed, call: Call): Write {
  return { ...conditioned(request), ...place(request, call), change: () => undefined };
}

/** Only looks whether the condition holds. @throws Fault ValidationException */
export function checkOf(request: Keyed, call: Call): Write {
  return { ...conditioned(request), ...place(request, call), change: (before) => before };
}

/** @throws Fault ValidationException */
export function updateOf(
  request: Keyed & { UpdateExpression?: string | undefined },
  call: Call,
): Write & { update: Update | null } {
  const { table, key } = place(request, call);
  const substitutions = substitutionsOf(request);
  const text = request.UpdateExpression;
  const update = text === undefined ? null : parseUpdate(text, substitutions);
  checkKeyKept(table, update);
  const rest = conditioned(request, substitutions);
  return { ...rest, table, key, update, change: (before) => (update ? update.apply(before ?? key) : (before ?? key)) };
}

function place(request: Keyed, call: Call): { table: Table; key: Item } {
  const table = theReadyTable(request, call);
  const key = normalItem(request.Key ?? {});
  checkKey(table, key);
  return { table, key };
}

function conditioned(
  request: WriteRequest,
  substitutions: Substitutions = substitutionsOf(request),
): { condition: Condition | undefined; showsItem: boolean } {
  const text = request.ConditionExpression;
  const condition = text === undefined ? undefined : parseCondition(text, 'ConditionExpression', substitutions);
  substitutions.checkUsed();
  return { condition, showsItem: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' };
}

function checkKeyKept(table: Table, update: Update | null): void {
  const names = keyAttributes(table).map(({ name }) => name);
  const touched = update?.paths.find(([name]) => names.includes(name));
  if (touched) throw invalidParameter(`Cannot update attribute ${touched[0]}. This attribute is part of the key`);
}
