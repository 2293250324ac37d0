import { beforeEach, describe, expect, test } from 'vitest';
import { owner, TableTrial } from '@/lib/trial/sandbox/table-trial';

let trial: TableTrial;

const TableName = 'Readings';
const Key = { device: { S: 'a' }, at: { N: '2' } };
const item = {
  ...Key,
  celsius: { N: '21.50' },
  tags: { SS: ['warm', 'lab'] },
  place: { M: { room: { S: '12' }, shelves: { L: [{ N: '1' }, { N: '2' }] } } },
};

beforeEach(async () => {
  trial = await TableTrial.open();
  await trial.asOwner('CreateTable', {
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'device', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'device', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  trial.staged.pass(10);
  await ask('PutItem', { Item: item });
});

function ask(operation: string, input: object) {
  return trial.asOwner(operation, { TableName, ...input });
}

/** The item after an update, or the refusal. */
async function updated(UpdateExpression: string, more: object = {}) {
  const answer = await ask('UpdateItem', { Key, UpdateExpression, ReturnValues: 'ALL_NEW', ...more });
  return typeof answer === 'string' ? answer : answer.Attributes;
}

/** Whether a condition holds for the item. */
async function holds(ConditionExpression: string, values: object = {}, names: object = {}) {
  const given = {
    ...(Object.keys(values).length ? { ExpressionAttributeValues: values } : {}),
    ...(Object.keys(names).length ? { ExpressionAttributeNames: names } : {}),
  };
  const answer = await ask('UpdateItem', { Key, ConditionExpression, ...given });
  if (answer === 'ConditionalCheckFailedException: The conditional request failed') return false;
  return typeof answer === 'string' ? answer : true;
}

describe('an item', () => {
  test('is got by its whole key, numbers in one form', async () => {
    expect(await ask('GetItem', { Key: { device: { S: 'a' }, at: { N: '2.0' } } })).toEqual({
      Item: { ...item, celsius: { N: '21.5' } },
    });
    expect(await ask('GetItem', { Key: { device: { S: 'b' }, at: { N: '2' } } })).toEqual({});
    expect(await ask('GetItem', { Key, ProjectionExpression: 'place.room, place.shelves[1], celsius' })).toEqual({
      Item: { place: { M: { room: { S: '12' }, shelves: { L: [{ N: '2' }] } } }, celsius: { N: '21.5' } },
    });
  });

  test.each([
    ['without its sort key', 'PutItem', { Item: { device: { S: 'a' } } }, 'Missing the key at in the item'],
    [
      'with a key of another type',
      'PutItem',
      { Item: { device: { N: '1' }, at: { N: '1' } } },
      'Type mismatch for key device expected: S actual: N',
    ],
    [
      'with an empty key',
      'PutItem',
      { Item: { device: { S: '' }, at: { N: '1' } } },
      'cannot contain an empty string value. Key: device',
    ],
    [
      'with a number that is none',
      'PutItem',
      { Item: { ...Key, x: { N: 'ten' } } },
      'cannot be converted to a numeric value: ten',
    ],
    ['with an empty set', 'PutItem', { Item: { ...Key, x: { SS: [] } } }, 'An string set  may not be empty'],
    [
      'of more than 400 KB',
      'PutItem',
      { Item: { ...Key, x: { S: 'x'.repeat(409_600) } } },
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'by half of its key',
      'DeleteItem',
      { Key: { device: { S: 'a' } } },
      'The provided key element does not match the schema',
    ],
    ['in the old way', 'PutItem', { Item: item, Expected: {} }, 'The practice accounts do not serve Expected.'],
  ])('%s is refused', async (_, operation, input, problem) => {
    expect(await ask(operation, input)).toMatch(/^ValidationException: /);
    expect(await ask(operation, input)).toEqual(expect.stringContaining(problem));
  });

  test('that is replaced or deleted is given back where that is asked', async () => {
    expect(await ask('PutItem', { Item: Key, ReturnValues: 'ALL_OLD' })).toMatchObject({
      Attributes: { tags: item.tags },
    });
    expect(await ask('DeleteItem', { Key, ReturnValues: 'ALL_OLD' })).toEqual({ Attributes: Key });
    expect(await ask('DeleteItem', { Key, ReturnValues: 'ALL_OLD' })).toEqual({});
  });

  test('may have a key of bytes', async () => {
    await trial.asOwner('CreateTable', {
      TableName: 'Blobs',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'B' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    trial.staged.pass(10);
    const Item = { id: { B: new Uint8Array([1, 2]) }, kind: { S: 'x' } };
    await trial.asOwner('PutItem', { TableName: 'Blobs', Item });
    const Key = { id: { B: Buffer.from([1, 2]) } };
    expect(await trial.asOwner('GetItem', { TableName: 'Blobs', Key })).toEqual({ Item });
  });

  test('of another account is reached through the policy of its table', async () => {
    const ResourceArn = `arn:aws:dynamodb:us-east-1:${owner}:table/${TableName}`;
    const get = () => trial.asOther('dynamodb:GetItem', { TableName: ResourceArn, Key });
    expect(await get()).toMatch(/^AccessDeniedException: .* because no resource-based policy allows/);
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: '888800008888' }, Action: 'dynamodb:GetItem', Resource: '*' },
    ];
    await trial.asOwner('PutResourcePolicy', {
      ResourceArn,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    trial.staged.pass(10);
    expect(await get()).toHaveProperty('Item');
  });
});

describe('a condition', () => {
  test.each([
    ['attribute_exists(celsius)', {}, true],
    ['attribute_not_exists(celsius)', {}, false],
    ['attribute_not_exists(place.floor) AND attribute_exists(place.shelves[1])', {}, true],
    ['celsius = :v', { ':v': { N: '21.500' } }, true],
    ['celsius <> :v', { ':v': { N: '21.5' } }, false],
    ['celsius > :v', { ':v': { N: '-3e2' } }, true],
    ['celsius BETWEEN :a AND :b', { ':a': { N: '21' }, ':b': { N: '22' } }, true],
    ['celsius IN (:a, :b)', { ':a': { N: '1' }, ':b': { N: '21.5' } }, true],
    ['celsius < :v', { ':v': { S: '99' } }, false],
    ['begins_with(device, :v)', { ':v': { S: 'b' } }, false],
    ['contains(tags, :v)', { ':v': { S: 'lab' } }, true],
    ['size(tags) = :v', { ':v': { N: '2' } }, true],
    ['attribute_type(place, :v)', { ':v': { S: 'M' } }, true],
    ['NOT (celsius = :v) OR attribute_exists(nothing)', { ':v': { N: '1' } }, true],
  ])('%s', async (expression, values, expected) => {
    expect(await holds(expression, values)).toBe(expected);
  });

  test('may name its attributes by placeholders', async () => {
    expect(await holds('attribute_exists(#p.#r)', {}, { '#p': 'place', '#r': 'room' })).toBe(true);
  });

  test.each([
    ['celsius == 1', {}, /Invalid ConditionExpression: Syntax error; token: "=", near: "= = 1"/],
    ['celsius = :v', {}, /attribute value: :v/],
    ['attribute_exists(celsius)', { ':v': { N: '1' } }, /unused in expressions: keys: \{:v\}/],
    ['is_warm(celsius)', {}, /Invalid function name; function: is_warm/],
    ['attribute_not_exists(name)', {}, /Attribute name is a reserved keyword; reserved keyword: name/],
    ['celsius ? 1', {}, /Syntax error; token: "\?"/],
  ])('%s is refused', async (expression, values, refusal) => {
    expect(await holds(expression, values)).toMatch(refusal);
  });

  test('keeps an item that is there from being put over', async () => {
    const put = (more: object = {}) =>
      ask('PutItem', { Item: Key, ConditionExpression: 'attribute_not_exists(device)', ...more });
    expect(await put()).toBe('ConditionalCheckFailedException: The conditional request failed');
    await ask('DeleteItem', { Key });
    expect(await put()).toEqual({});
  });
});

describe('an update', () => {
  test('sets, adds, removes and deletes', async () => {
    const values = { ':c': { N: '0.5' }, ':t': { SS: ['lab'] }, ':n': { N: '3' }, ':l': { L: [{ N: '3' }] } };
    const expression =
      'SET celsius = celsius - :c, place.shelves = list_append(place.shelves, :l), seen = if_not_exists(seen, :n) ADD hits :n DELETE tags :t REMOVE place.room';
    expect(await updated(expression, { ExpressionAttributeValues: values })).toEqual({
      ...Key,
      celsius: { N: '21' },
      tags: { SS: ['warm'] },
      place: { M: { shelves: { L: [{ N: '1' }, { N: '2' }, { N: '3' }] } } },
      seen: { N: '3' },
      hits: { N: '3' },
    });
  });

  test('makes an item that is not there', async () => {
    const other = { device: { S: 'z' }, at: { N: '1' } };
    const values = { ExpressionAttributeValues: { ':one': { N: '1' } } };
    expect(await updated('ADD hits :one', { Key: other, ...values })).toEqual({ ...other, hits: { N: '1' } });
  });

  test('adds to the end of a list in the order of the places, and removes what stood there before', async () => {
    const values = { ':a': { S: 'a' }, ':b': { S: 'b' } };
    const expression = 'SET place.shelves[8] = :a, place.shelves[9] = :b REMOVE place.shelves[0], place.shelves[1]';
    expect(await updated(expression, { ExpressionAttributeValues: values })).toMatchObject({
      place: { M: { shelves: { L: [{ S: 'a' }, { S: 'b' }] } } },
    });
  });

  test('gives back only what changed where that is asked', async () => {
    const values = { ExpressionAttributeValues: { ':one': { N: '1' } } };
    expect(await updated('SET celsius = :one', { ...values, ReturnValues: 'UPDATED_OLD' })).toEqual({
      celsius: { N: '21.5' },
    });
  });

  test.each([
    ['SET device = :v', /Cannot update attribute device. This attribute is part of the key/],
    ['SET place.floor.door = :v', /The document path provided in the update expression is invalid for update/],
    ['SET celsius = nothing + :v', /refers to an attribute that does not exist in the item/],
    ['SET celsius = place + :v', /An operand in the update expression has an incorrect data type/],
    ['SET celsius = :v REMOVE celsius', /Two document paths overlap with each other/],
    ['PUT celsius = :v', /Syntax error; token: "PUT"/],
  ])('%s is refused', async (expression, refusal) => {
    const answer = await updated(expression, { ExpressionAttributeValues: { ':v': { N: '1' } } });
    expect(answer).toMatch(refusal);
  });
});

describe('many at once', () => {
  test('a batch puts, deletes and gets', async () => {
    const other = { device: { S: 'b' }, at: { N: '1' } };
    const requests = [{ PutRequest: { Item: other } }, { DeleteRequest: { Key } }];
    expect(await trial.asOwner('BatchWriteItem', { RequestItems: { [TableName]: requests } })).toEqual({
      UnprocessedItems: {},
    });
    const RequestItems = { [TableName]: { Keys: [Key, other] } };
    expect(await trial.asOwner('BatchGetItem', { RequestItems })).toMatchObject({
      Responses: { [TableName]: [other] },
    });
    const twice = { RequestItems: { [TableName]: [requests[0], requests[0]] } };
    expect(await trial.asOwner('BatchWriteItem', twice)).toMatch(/contains duplicates/);
  });

  test('a batch with a write that is not taken does nothing', async () => {
    const other = { device: { S: 'b' }, at: { N: '1' } };
    const large = { ...other, at: { N: '2' }, x: { S: 'x'.repeat(409_600) } };
    const requests = [{ PutRequest: { Item: other } }, { PutRequest: { Item: large } }];
    expect(await trial.asOwner('BatchWriteItem', { RequestItems: { [TableName]: requests } })).toMatch(
      /Item size has exceeded the maximum allowed size/,
    );
    expect(await ask('GetItem', { Key: other })).toEqual({});
  });

  test('a transaction does all or nothing, and says what did not fit', async () => {
    const other = { device: { S: 'b' }, at: { N: '1' } };
    const write = (ConditionExpression: string) =>
      trial.asOwner('TransactWriteItems', {
        TransactItems: [
          { Put: { TableName, Item: other } },
          { ConditionCheck: { TableName, Key, ConditionExpression } },
        ],
      });
    expect(await write('attribute_not_exists(celsius)')).toBe(
      'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    );
    expect(await ask('GetItem', { Key: other })).toEqual({});
    expect(await write('attribute_exists(celsius)')).toEqual({});
    expect(await ask('GetItem', { Key: other })).toHaveProperty('Item');
  });

  test('a transaction that its client repeats is done once, for ten minutes', async () => {
    const add = (UpdateExpression: string) =>
      trial.asOwner('TransactWriteItems', {
        ClientRequestToken: 'token',
        TransactItems: [
          { Update: { TableName, Key, UpdateExpression, ExpressionAttributeValues: { ':one': { N: '1' } } } },
        ],
      });
    const hits = async () => ((await ask('GetItem', { Key })) as { Item: { hits: object } }).Item.hits;
    await add('ADD hits :one');
    expect(await add('ADD hits :one')).toEqual({});
    expect(await hits()).toEqual({ N: '1' });
    expect(await add('ADD misses :one')).toMatch(/^IdempotentParameterMismatchException: /);
    trial.staged.pass(601);
    await add('ADD hits :one');
    expect(await hits()).toEqual({ N: '2' });
  });

  test('a query goes through one partition in order, a scan through all', async () => {
    for (const at of ['10', '9', '-1']) await ask('PutItem', { Item: { device: { S: 'a' }, at: { N: at } } });
    await ask('PutItem', { Item: { device: { S: 'b' }, at: { N: '1' } } });
    const times = async (more: object) => {
      const answer = await ask('Query', more);
      if (typeof answer === 'string') return answer;
      return (answer.Items as { at: { N: string } }[]).map(({ at }) => at.N);
    };
    const KeyConditionExpression = 'device = :d';
    const ExpressionAttributeValues = { ':d': { S: 'a' } };
    expect(await times({ KeyConditionExpression, ExpressionAttributeValues })).toEqual(['-1', '2', '9', '10']);
    const first = { KeyConditionExpression, ExpressionAttributeValues, Limit: 1, ScanIndexForward: false };
    const { LastEvaluatedKey } = (await ask('Query', first)) as Record<string, object>;
    expect(await times({ ...first, ExclusiveStartKey: LastEvaluatedKey })).toEqual(['9']);
    const later = { KeyConditionExpression: 'device = :d AND #at > :t', ExpressionAttributeNames: { '#at': 'at' } };
    const values = { ...ExpressionAttributeValues, ':t': { N: '2' } };
    expect(await times({ ...later, ExpressionAttributeValues: values })).toEqual(['9', '10']);
    const placeholders = {
      ExpressionAttributeNames: { '#not': 'device' },
      ExpressionAttributeValues: { ':or': { S: 'b' } },
    };
    expect(await times({ KeyConditionExpression: '#not = :or', ...placeholders })).toEqual(['1']);
    expect(
      await times({
        KeyConditionExpression: '#at > :t',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':t': { N: '2' } },
      }),
    ).toMatch(/Query condition missed key schema element: device/);
    expect(await ask('Scan', { Select: 'COUNT' })).toMatchObject({ Count: 5 });
    const FilterExpression = 'attribute_exists(celsius)';
    expect(await ask('Scan', { FilterExpression })).toMatchObject({ Count: 1, ScannedCount: 5 });
  });
});
