import { afterAll, beforeAll, expect, test } from 'vitest';
import { administratorOf } from './accounts';
import type { Clock } from './clock';
import { pollMappings, pollsSettled } from './lambda/poll-mappings';
import { closeRuntimes } from './lambda/warm-runtimes';
import { makeLandscape } from './landscape';
import { flow } from './landscape/traffic';
import { makeAccounts } from './make-accounts';
import { perform } from './perform';
import { switchLimits } from './rate-limit';
import { emptyWorld, type World } from './world';

const PRODUCER = '999900009999';
const CONSUMER = '888800008888';
const NOW = Date.UTC(2026, 10, 20, 9);

let world: World;
const clock: Clock & { time: number } = { scale: 0, time: NOW, now: () => clock.time, after: () => clock.time };

beforeAll(async () => {
  world = emptyWorld();
  switchLimits(world, false);
  await makeAccounts(world, clock);
  await makeLandscape(world, clock);
  for (let round = 0; round < 3; round += 1) {
    await flow(world, clock);
    pollMappings(world, clock);
    await pollsSettled(world);
    clock.time += 15_000;
  }
});

afterAll(closeRuntimes);

async function ask<Answer>(account: string, service: string, operation: string, input: object, region = 'us-east-1') {
  const caller = administratorOf(world, account);
  return (await perform(world, clock, { service, operation, input, caller, region })) as Answer;
}

type Mapping = {
  EventSourceArn: string;
  FunctionArn: string;
  State: string;
  LastProcessingResult: string;
  LastModified: Date;
};

async function mappingOf(functionName: string, region = 'us-east-1', account = CONSUMER): Promise<Mapping> {
  type List = { EventSourceMappings: Mapping[] };
  const { EventSourceMappings } = await ask<List>(account, 'lambda', 'ListEventSourceMappings', {}, region);
  const found = EventSourceMappings.find(({ FunctionArn }) => FunctionArn.endsWith(`:${functionName}`));
  if (!found) throw new Error(`no mapping of ${functionName}`);
  return found;
}

async function policyOf(stream: string): Promise<string> {
  const ResourceARN = `arn:aws:kinesis:us-east-1:${PRODUCER}:stream/${stream}`;
  return (await ask<{ Policy: string }>(PRODUCER, 'kinesis', 'GetResourcePolicy', { ResourceARN })).Policy;
}

test('there are a dozen streams and functions, of different ages', async () => {
  type Streams = { StreamSummaries: { StreamStatus: string; StreamCreationTimestamp: Date }[] };
  const { StreamSummaries } = await ask<Streams>(PRODUCER, 'kinesis', 'ListStreams', {});
  expect(StreamSummaries.length).toBeGreaterThanOrEqual(12);
  expect(StreamSummaries.every(({ StreamStatus }) => StreamStatus === 'ACTIVE')).toBe(true);
  const created = StreamSummaries.map(({ StreamCreationTimestamp }) => StreamCreationTimestamp.getTime());
  expect(Math.max(...created)).toBeLessThan(NOW - 30 * 86_400_000);
  const { Functions } = await ask<{ Functions: object[] }>(CONSUMER, 'lambda', 'ListFunctions', {});
  expect(Functions.length).toBeGreaterThanOrEqual(12);
});

test.each([
  ['ledger-projector', 'us-east-1', CONSUMER],
  ['telemetry-rollup', 'us-east-1', CONSUMER],
  ['orders-tokyo-indexer', 'ap-northeast-1', CONSUMER],
  ['payments-ledger-archiver', 'us-east-1', PRODUCER],
  ['search-trends', 'us-east-1', CONSUMER],
  ['invoice-builder', 'us-east-1', CONSUMER],
  ['crm-sync', 'us-east-1', CONSUMER],
])('records reach %s', async (name, region, account) => {
  expect(await mappingOf(name, region, account)).toMatchObject({ State: 'Enabled', LastProcessingResult: 'OK' });
});

test.each([
  ['stock-sync', 'Enabled', /^PROBLEM: Cannot access stream .*inventory-updates/],
  ['refund-mailer', 'Enabled', /^PROBLEM: Cannot access stream .*refunds/],
  ['loyalty-mailer', 'Enabled', /^PROBLEM: Cannot access stream .*loyalty-points/],
  ['session-scorer', 'Enabled', /^PROBLEM: Function call failed$/],
  ['fraud-alerts', 'Enabled', /^PROBLEM: Function call failed$/],
  ['shipment-notifier', 'Enabled', /^No records processed$/],
  ['heartbeat-watch', 'Enabled', /^No records processed$/],
  ['telemetry-debug', 'Disabled', /^No records processed$/],
  [
    'attribution-builder',
    'Enabled',
    /^PROBLEM: Consumer attribution with creation timestamp \d+ under stream ad-impressions .* not found\.$/,
  ],
  ['churn-model', 'Enabled', /^PROBLEM: KMSAccessDeniedException: .* not authorized to decrypt records in stream /],
  ['quote-cache', 'Enabled', /^PROBLEM: KMSAccessDeniedException: .* not authorized to decrypt records in stream /],
  ['ticket-router', 'Enabled', /^PROBLEM: KMSDisabledException: arn:aws:kms:.* is disabled\.$/],
])('the mapping of %s is %s and says %s', async (name, state, result) => {
  const mapping = await mappingOf(name);
  expect(mapping.State).toBe(state);
  expect(mapping.LastProcessingResult).toMatch(result);
});

test('functions that run leave lines, and the one that throws says why', async () => {
  type Lines = { events: { message: string }[] };
  const read = (name: string) =>
    ask<Lines>(CONSUMER, 'logs', 'FilterLogEvents', { logGroupName: `/aws/lambda/${name}` });
  const booked = await read('ledger-projector');
  expect(booked.events.some(({ message }) => message.includes('booked payment pay-'))).toBe(true);
  const thrown = await read('session-scorer');
  expect(thrown.events.some(({ message }) => message.includes('TypeError'))).toBe(true);
});

test('the stream of the shared example grants all but DescribeStream, and no mapping reads it', async () => {
  const policy = await policyOf('kds-sharing-example1');
  expect(policy).toContain(`arn:aws:iam::${CONSUMER}:role/service-role/kds-reader1-role-q6zcv9kq`);
  expect(policy).toContain('"kinesis:DescribeStreamSummary"');
  expect(policy).not.toContain('"kinesis:DescribeStream"');
  await expect(mappingOf('kds-reader1')).rejects.toThrow();
});

test('a stream without a policy, one with somebody else’s, and one whose reader was made anew', async () => {
  expect(await policyOf('orders-raw')).toBe('{}');
  expect(await policyOf('clickstream')).toContain('"Sid"       : "AuditTeamRead" ,');
  expect(await policyOf('loyalty-points')).toMatch(/"AROA[A-Z0-9]+"/);
});

test('the audit trail is under the AWS managed key', async () => {
  type Summary = { StreamDescriptionSummary: object };
  const input = { StreamName: 'audit-trail' };
  const { StreamDescriptionSummary } = await ask<Summary>(PRODUCER, 'kinesis', 'DescribeStreamSummary', input);
  expect(StreamDescriptionSummary).toMatchObject({ EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' });
});

test('the ends of the encrypted example are there and not wired', async () => {
  const name = 'kds-cross-account-stream';
  const StreamARN = `arn:aws:kinesis:us-east-1:${PRODUCER}:stream/${name}`;
  type Summary = { StreamDescriptionSummary: object };
  const summary = await ask<Summary>(PRODUCER, 'kinesis', 'DescribeStreamSummary', { StreamARN });
  expect(summary.StreamDescriptionSummary).toMatchObject({
    EncryptionType: 'KMS',
    KeyId: `alias/${name}`,
    ConsumerCount: 0,
  });
  type Key = { KeyMetadata: { KeyManager: string; KeyState: string } };
  const { KeyMetadata } = await ask<Key>(PRODUCER, 'kms', 'DescribeKey', { KeyId: `alias/${name}` });
  expect(KeyMetadata).toMatchObject({ KeyManager: 'CUSTOMER', KeyState: 'Enabled' });
  expect(await policyOf(name)).toBe('{}');
  const RoleName = `${name}-consumer-lambda-execution-role`;
  type Attached = { AttachedPolicies: { PolicyName: string }[] };
  const { AttachedPolicies } = await ask<Attached>(CONSUMER, 'iam', 'ListAttachedRolePolicies', { RoleName });
  expect(AttachedPolicies.map(({ PolicyName }) => PolicyName)).toEqual(['AWSLambdaBasicExecutionRole']);
  await expect(mappingOf(`${name}-efo-consumer`)).rejects.toThrow();
});

test('the consumer that was made anew has another ARN than its mapping reads, and no policy', async () => {
  type Consumers = { Consumers: { ConsumerARN: string }[] };
  const StreamARN = `arn:aws:kinesis:us-east-1:${PRODUCER}:stream/ad-impressions`;
  const { Consumers } = await ask<Consumers>(PRODUCER, 'kinesis', 'ListStreamConsumers', { StreamARN });
  const [ResourceARN = ''] = Consumers.map(({ ConsumerARN }) => ConsumerARN);
  expect((await mappingOf('attribution-builder')).EventSourceArn).not.toBe(ResourceARN);
  expect(await ask(PRODUCER, 'kinesis', 'GetResourcePolicy', { ResourceARN })).toEqual({ Policy: '{}' });
});
