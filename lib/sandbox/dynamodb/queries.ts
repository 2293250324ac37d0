import type { AttributeValue, QueryInput, QueryOutput, ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import { within } from '../out-of-model';
import type { Call, Operation } from '../service';
import { compare, type Item, itemBytes, normalItem } from './attribute-value';
import type { Table } from './dynamodb-state';
import { asEncrypted, decrypt } from './encryption';
import { type Condition, parseCondition } from './expression/condition';
import { parseProjection } from './expression/projection';
import { type Substitutions, substitutionsOf } from './expression/substitutions';
import { invalid, refuseUnserved } from './invalid';
import { checkKey, keyAttributes, keyText } from './keys';
import { askOnTable, theReadyTable } from './table-reference';

const MOST_BYTES = 1024 * 1024;

export const query: Operation<QueryInput, QueryOutput> = {
  effect: 'reads',
  asks: (input, call) => [askOnTable('Query', input, call)],
  run: (input, call) => {
    refuseUnserved(input, ['IndexName', 'AttributesToGet', 'KeyConditions', 'QueryFilter', 'ConditionalOperator']);
    const table = theReadyTable(input, call);
    const substitutions = substitutionsOf(input);
    const matches = keyCondition(table, input.KeyConditionExpression, substitutions);
    const [, range] = keyAttributes(table);
    const found = [...table.items.values()].filter(matches);
    if (range) found.sort((one, other) => order(one[range.name], other[range.name]));
    if (input.ScanIndexForward === false) found.reverse();
    return page(table, found, input, substitutions, call);
  },
};

export const scan: Operation<ScanInput, ScanOutput> = {
  effect: 'reads',
  asks: (input, call) => [askOnTable('Scan', input, call)],
  run: (input, call) => {
    refuseUnserved(input, [
      'IndexName',
      'AttributesToGet',
      'ScanFilter',
      'ConditionalOperator',
      'Segment',
      'TotalSegments',
    ]);
    const table = theReadyTable(input, call);
    const found = [...table.items].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
    return page(table, found, input, substitutionsOf(input), call);
  },
};

type Asked = Pick<ScanInput, 'ExclusiveStartKey' | 'FilterExpression' | 'Limit' | 'ProjectionExpression' | 'Select'>;

function page(table: Table, found: Item[], asked: Asked, substitutions: Substitutions, call: Call): ScanOutput {
  within(asked.Limit, 'limit', 1, Number.MAX_SAFE_INTEGER);
  const project = parseProjection(asked.ProjectionExpression, substitutions);
  const filter: Condition =
    asked.FilterExpression === undefined
      ? () => true
      : parseCondition(asked.FilterExpression, 'FilterExpression', substitutions);
  substitutions.checkUsed();
  decrypt(asEncrypted(table), call);
  const rest = found.slice(startAfter(table, found, asked.ExclusiveStartKey));
  const looked = fitting(rest, asked.Limit ?? rest.length);
  const items = looked.filter(filter);
  const last = rest.length > looked.length ? looked.at(-1) : undefined;
  return {
    ...(asked.Select === 'COUNT' ? {} : { Items: items.map(project) }),
    Count: items.length,
    ScannedCount: looked.length,
    LastEvaluatedKey: last && keyOf(table, last),
  };
}

function startAfter(table: Table, found: readonly Item[], given: Record<string, AttributeValue> | undefined): number {
  if (!given) return 0;
  const key = normalItem(given);
  checkKey(table, key);
  const wanted = keyText(table, key);
  return found.findIndex((item) => keyText(table, item) === wanted) + 1;
}

function fitting(items: readonly Item[], limit: number): Item[] {
  let bytes = 0;
  return items.slice(0, limit).filter((item, index) => {
    bytes += itemBytes(item);
    return index === 0 || bytes <= MOST_BYTES;
  });
}

/** A query is for one partition key, and for a range of sort keys where it says so. */
function keyCondition(table: Table, text: string | undefined, substitutions: Substitutions): Condition {
  if (text === undefined)
    throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  const condition = parseCondition(text, 'KeyConditionExpression', substitutions);
  const [hash] = keyAttributes(table);
  // Whatever the partition key is left to, the condition must not hold without it.
  const open = [...table.items.values()].some((item) => hash && condition(omitted(item, hash.name)));
  if (open || /(?<![#:\w])(OR|NOT)\b|<>/i.test(text))
    throw invalid(`Query condition missed key schema element: ${hash?.name}`);
  return condition;
}

function omitted(item: Item, name: string): Item {
  const { [name]: _, ...rest } = item;
  return rest;
}

function keyOf(table: Table, item: Item): Item {
  return Object.fromEntries(keyAttributes(table).flatMap(({ name }) => (item[name] ? [[name, item[name]]] : [])));
}

function order(one: AttributeValue | undefined, other: AttributeValue | undefined): number {
  return (one && other && compare(one, other)) ?? 0;
}
