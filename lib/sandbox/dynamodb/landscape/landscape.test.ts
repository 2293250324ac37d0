import { afterAll, beforeAll, expect, test } from 'vitest';
import { administratorOf } from '../../accounts';
import type { Clock } from '../../clock';
import { pollMappings, pollsSettled } from '../../lambda/poll-mappings';
import { closeRuntimes } from '../../lambda/warm-runtimes';
import { builderFor } from '../../landscape/builder';
import { makeAccounts } from '../../make-accounts';
import { perform } from '../../perform';
import { switchLimits } from '../../rate-limit';
import { emptyWorld, type World } from '../../world';
import { landscape } from './landscape';

const PRODUCER = '999900009999';
const CONSUMER = '888800008888';

let world: World;
const clock: Clock & { time: number } = {
  scale: 0,
  time: Date.UTC(2026, 10, 20, 9),
  now: () => clock.time,
  after: () => clock.time,
};

beforeAll(async () => {
  world = emptyWorld();
  switchLimits(world, false);
  await makeAccounts(world, clock);
  await landscape.make(builderFor(world, clock));
  for (let round = 0; round < 3; round += 1) {
    for (const { request } of landscape.traffic ?? []) {
      const { operation, input } = request(new Date(clock.time).toISOString());
      await ask(PRODUCER, 'dynamodb', operation, input);
    }
    pollMappings(world, clock);
    await pollsSettled(world);
    clock.time += 15_000;
  }
});

afterAll(closeRuntimes);

async function ask<Answer>(account: string, service: string, operation: string, input: object): Promise<Answer> {
  const caller = administratorOf(world, account);
  const request = { service, operation, input, caller, region: 'us-east-1' };
  return (await perform(world, clock, request)) as Answer;
}

type Mapping = { EventSourceArn: string; State: string; LastProcessingResult: string };

async function mappingsOf(FunctionName: string, account = CONSUMER): Promise<Mapping[]> {
  type List = { EventSourceMappings: Mapping[] };
  return (await ask<List>(account, 'lambda', 'ListEventSourceMappings', { FunctionName })).EventSourceMappings;
}

async function result(name: string, account?: string): Promise<string | undefined> {
  return (await mappingsOf(name, account))[0]?.LastProcessingResult;
}

test('one wire works, and its function says what it did', async () => {
  expect(await result('order-status-projector')).toBe('OK');
  type Lines = { events: { message: string }[] };
  const input = { logGroupName: '/aws/lambda/order-status-projector' };
  const { events } = await ask<Lines>(CONSUMER, 'logs', 'FilterLogEvents', input);
  expect(events.some(({ message }) => /projected order order-\d+ after INSERT/.test(message))).toBe(true);
});

test.each([
  ['abandoned-carts', /^PROBLEM: Cannot access stream .*table\/shopping-carts\/stream\//],
  ['catalogue-indexer', /^PROBLEM: Cannot access stream .*table\/product-catalogue\/stream\//],
  ['profile-sync', /^PROBLEM: KMS key access denied error: /],
])('the mapping of %s says %s', async (name, expected) => {
  expect(await result(name)).toMatch(expected);
});

test('two readers get the records of a shard, one in the table’s own account, and the third is refused', async () => {
  expect(await result('inventory-history', PRODUCER)).toBe('OK');
  expect(await result('stock-level-cache')).toBe('OK');
  expect(await result('reorder-alerts')).toBe('PROBLEM: Rate exceeded');
});

test('a policy stands on the table and none on its stream', async () => {
  type Table = { Table: { TableArn: string; LatestStreamArn: string } };
  const { Table } = await ask<Table>(PRODUCER, 'dynamodb', 'DescribeTable', { TableName: 'shopping-carts' });
  const read = (ResourceArn: string) =>
    ask<{ Policy: string }>(PRODUCER, 'dynamodb', 'GetResourcePolicy', { ResourceArn });
  expect((await read(Table.TableArn)).Policy).toContain('"dynamodb:*"');
  await expect(read(Table.LatestStreamArn)).rejects.toMatchObject({ code: 'PolicyNotFoundException' });
});

test('a stream has another label than the one that is mapped', async () => {
  type Table = { Table: { LatestStreamArn: string } };
  const { Table } = await ask<Table>(PRODUCER, 'dynamodb', 'DescribeTable', { TableName: 'product-catalogue' });
  const [mapping] = await mappingsOf('catalogue-indexer');
  expect(mapping?.EventSourceArn).not.toBe(Table.LatestStreamArn);
});

test('a role that may not list is let in by its stream and cannot be mapped', async () => {
  expect(await mappingsOf('slot-reminders')).toEqual([]);
  type Table = { Table: { LatestStreamArn: string } };
  const { Table } = await ask<Table>(PRODUCER, 'dynamodb', 'DescribeTable', { TableName: 'delivery-slots' });
  const mapping = { EventSourceArn: Table.LatestStreamArn, FunctionName: 'slot-reminders', StartingPosition: 'LATEST' };
  const map = () => ask(CONSUMER, 'lambda', 'CreateEventSourceMapping', mapping);
  await expect(map()).rejects.toMatchObject({ message: expect.stringMatching(/^Cannot access stream /) });
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' }],
  });
  const input = { RoleName: 'slot-reminders-exec', PolicyName: 'list', PolicyDocument };
  await ask(CONSUMER, 'iam', 'PutRolePolicy', input);
  expect(await map()).toMatchObject({ State: 'Creating' });
});
