import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { functionArn, MappingTrial, readActions, streamArn } from '@/lib/trial/sandbox/mapping-trial';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import { switchLimits } from '../rate-limit';
import { closeRuntimes } from './warm-runtimes';

let trial: MappingTrial;

beforeEach(async () => {
  trial = await MappingTrial.open();
  await trial.prepare();
});

afterAll(closeRuntimes);

const good = { EventSourceArn: streamArn, FunctionName: 'kds-reader1', StartingPosition: 'TRIM_HORIZON' };
const invalid = 'InvalidParameterValueException';
const refused = `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`;

describe('a mapping that is made', () => {
  test('is answered with what it has been given and AWS adds', async () => {
    const answer = await trial.lambda<{ UUID: string }>('CreateEventSourceMapping', { ...good, Tags: { team: 'a' } });
    expect(answer).toEqual({
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:888800008888:event-source-mapping:${answer.UUID}`,
      EventSourceArn: streamArn,
      FunctionArn: functionArn,
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      BisectBatchOnFunctionError: false,
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: {} },
      FunctionResponseTypes: [],
      State: 'Creating',
      StateTransitionReason: 'User action',
      LastModified: new Date(trial.clock.time),
      LastProcessingResult: 'No records processed',
    });
  });

  test('goes from Creating to Enabled, and through Updating, Disabling and Deleting to nothing', async () => {
    trial.clock.scale = 1;
    const uuid = await trial.map();
    const state = async () => (await trial.mapping(uuid)).State;
    expect(await state()).toBe('Creating');
    expect(await trial.fault('DeleteEventSourceMapping', { UUID: uuid })).toMatchObject({
      code: 'ResourceInUseException',
      message: 'Cannot delete the event source mapping because it is in use.',
    });
    await trial.wait(10);
    expect(await state()).toBe('Enabled');
    const update = (more: object) => trial.lambda('UpdateEventSourceMapping', { UUID: uuid, ...more });
    expect(await update({ BatchSize: 10 })).toMatchObject({ State: 'Updating', BatchSize: 10 });
    expect(await trial.fault('UpdateEventSourceMapping', { UUID: uuid, BatchSize: 1 })).toMatchObject({
      code: 'ResourceInUseException',
    });
    await trial.wait(10);
    expect(await update({ Enabled: false })).toMatchObject({ State: 'Disabling' });
    await trial.wait(10);
    expect(await state()).toBe('Disabled');
    expect(await update({ Enabled: true })).toMatchObject({ State: 'Enabling' });
    await trial.wait(10);
    expect(await trial.lambda('DeleteEventSourceMapping', { UUID: uuid })).toMatchObject({ State: 'Deleting' });
    expect(await state()).toBe('Deleting');
    await trial.wait(10);
    expect(await trial.fault('GetEventSourceMapping', { UUID: uuid })).toEqual({
      code: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
      status: 404,
    });
  });

  test('waits for nothing when it is made paused', async () => {
    const uuid = await trial.map({ Enabled: false });
    expect((await trial.mapping(uuid)).State).toBe('Disabled');
  });

  test('can be made once only', async () => {
    const uuid = await trial.map();
    expect(await trial.fault('CreateEventSourceMapping', good)).toEqual({
      code: 'ResourceConflictException',
      message: `The event source arn (" ${streamArn} ") and function (" kds-reader1 ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,
      status: 409,
    });
  });

  test.each([
    'kds-reader1',
    'kds-reader1:$LATEST',
    'function:kds-reader1',
    '888800008888:kds-reader1',
    '888800008888:function:kds-reader1',
    functionArn,
    `${functionArn}:$LATEST`,
  ])('takes its function as %s', async (FunctionName) => {
    const uuid = await trial.map({ FunctionName });
    expect(await trial.mapping(uuid)).toMatchObject({ FunctionArn: functionArn });
  });

  test('drops what an update sends empty and keeps what it leaves out', async () => {
    const uuid = await trial.map({
      BatchSize: 7,
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"a":[1]}}' }] },
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:us-east-1:888800008888:given-up' } },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['EventCount'] },
    });
    const before = await trial.mapping(uuid);
    expect(before).toMatchObject({ MetricsConfig: { Metrics: ['EventCount'] }, BatchSize: 7 });
    const after = await trial.lambda('UpdateEventSourceMapping', {
      UUID: uuid,
      FilterCriteria: {},
      DestinationConfig: { OnFailure: { Destination: '' } },
      FunctionResponseTypes: [],
      MetricsConfig: { Metrics: [] },
    });
    expect(after).toMatchObject({ BatchSize: 7, DestinationConfig: { OnFailure: {} }, FunctionResponseTypes: [] });
    expect(after).not.toHaveProperty('FilterCriteria');
    expect(after).not.toHaveProperty('MetricsConfig');
  });

  test('can be pointed at another function', async () => {
    await trial.makeFunction(undefined, { FunctionName: 'kds-reader2' });
    const uuid = await trial.map();
    await trial.lambda('UpdateEventSourceMapping', { UUID: uuid, FunctionName: 'kds-reader2' });
    expect(await trial.mapping(uuid)).toMatchObject({ FunctionArn: functionArn.replace(/1$/, '2') });
  });
});

describe('a mapping is refused', () => {
  const range = (field: string, value: number, rule: string) =>
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must have value ${rule}`;
  const unsupported = (name: string) => `Unsupported '${name}' parameter for given event source mapping type.`;

  test.each([
    [{ EventSourceArn: undefined }, invalid, 'Unrecognized event source.'],
    [{ EventSourceArn: 'arn:aws:dynamodb:us-east-1:999900009999:table/t' }, invalid, 'Unrecognized event source.'],
    [
      { EventSourceArn: streamArn.replace('us-east-1', 'eu-west-1') },
      invalid,
      `Stream not found: ${streamArn.replace('us-east-1', 'eu-west-1')}`,
    ],
    [{ FunctionName: 'nobody' }, invalid, 'Function does not exist'],
    [{ FunctionName: 'kds-reader1:prod' }, invalid, 'Function does not exist'],
    [{ FunctionName: functionArn.replace('us-east-1', 'eu-west-1') }, invalid, 'Function does not exist'],
    [
      { StartingPosition: undefined },
      invalid,
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      { StartingPosition: 'FIRST' },
      'ValidationException',
      "1 validation error detected: Value 'FIRST' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ],
    [
      { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date('2030-01-01') },
      invalid,
      'The timestamp in StartingPositionTimestamp must not be in the future.',
    ],
    [{ StartingPositionTimestamp: new Date('2026-01-01') }, invalid, unsupported('startingPositionTimestamp')],
    [{ BatchSize: 0 }, 'ValidationException', range('batchSize', 0, 'greater than or equal to 1')],
    [{ BatchSize: 10_001 }, 'ValidationException', range('batchSize', 10_001, 'less than or equal to 10000')],
    [
      { MaximumBatchingWindowInSeconds: 301 },
      'ValidationException',
      range('maximumBatchingWindowInSeconds', 301, 'less than or equal to 300'),
    ],
    [
      { ParallelizationFactor: 11 },
      'ValidationException',
      range('parallelizationFactor', 11, 'less than or equal to 10'),
    ],
    [
      { TumblingWindowInSeconds: 901 },
      'ValidationException',
      range('tumblingWindowInSeconds', 901, 'less than or equal to 900'),
    ],
    [
      { MaximumRetryAttempts: -2 },
      'ValidationException',
      range('maximumRetryAttempts', -2, 'greater than or equal to -1'),
    ],
    [{ FilterCriteria: { Filters: [{ Pattern: '{' }] } }, invalid, 'Invalid filter pattern definition.'],
    [{ Topics: ['t'] }, invalid, unsupported('topics')],
    [{ ScalingConfig: { MaximumConcurrency: 2 } }, invalid, unsupported('scalingConfig')],
    [{ MetricsConfig: { Metrics: ['KafkaMetrics'] } }, invalid, unsupported('metricsConfig')],
    [
      { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:us-east-1:888800008888:q' } } },
      invalid,
      'Unsupported DestinationConfig parameter for given event source mapping type.',
    ],
    [
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:888800008888:q.fifo' } } },
      invalid,
      'The destination ARN arn:aws:sqs:us-east-1:888800008888:q.fifo is invalid.',
    ],
  ])('with %j', async (change, code, message) => {
    expect(await trial.fault('CreateEventSourceMapping', { ...good, ...change })).toMatchObject({ code, message });
  });

  test.each([1, 30, 59, 0])('with a record age of %i seconds', async (MaximumRecordAgeInSeconds) => {
    const fault = await trial.fault('CreateEventSourceMapping', { ...good, MaximumRecordAgeInSeconds });
    expect(fault.code).toBe(invalid);
  });

  test.each(readActions)('while the stream policy lacks %s', async (missing) => {
    await trial.share(readActions.filter((action) => action !== missing));
    expect(await trial.fault('CreateEventSourceMapping', good)).toEqual({
      code: invalid,
      message: refused,
      status: 400,
    });
  });

  test('while the role lacks its own permissions', async () => {
    const role = { RoleName: 'kds-reader1-role-q6zcv9kq', PolicyArn: kinesisPolicy };
    await trial.ask('consumer', 'iam', 'DetachRolePolicy', role);
    expect(await trial.fault('CreateEventSourceMapping', good)).toMatchObject({ code: invalid, message: refused });
  });

  test('while a grant is still on its way, and not any more when it has arrived', async () => {
    const role = { RoleName: 'kds-reader1-role-q6zcv9kq', PolicyArn: kinesisPolicy };
    await trial.ask('consumer', 'iam', 'DetachRolePolicy', role);
    await trial.wait(1);
    trial.clock.scale = 1;
    await trial.ask('consumer', 'iam', 'AttachRolePolicy', role);
    expect(await trial.fault('CreateEventSourceMapping', good)).toMatchObject({ code: invalid, message: refused });
    await trial.wait(30);
    await expect(trial.map()).resolves.toMatch(/^[0-9a-f-]{36}$/);
  });

  test('when there is no such stream in the own account', async () => {
    const EventSourceArn = 'arn:aws:kinesis:us-east-1:888800008888:stream/nothing';
    expect(await trial.fault('CreateEventSourceMapping', { ...good, EventSourceArn })).toMatchObject({
      code: invalid,
      message: `Stream not found: ${EventSourceArn}`,
    });
  });
});

describe('mappings are listed', () => {
  test('by stream and by function, page by page', async () => {
    await trial.makeFunction(undefined, { FunctionName: 'kds-reader2' });
    const first = await trial.map();
    const second = await trial.map({ FunctionName: 'kds-reader2' });
    type Page = { EventSourceMappings: { UUID: string }[]; NextMarker?: string };
    const list = (input: object) => trial.lambda<Page>('ListEventSourceMappings', input);
    const uuids = (page: Page) => page.EventSourceMappings.map(({ UUID }) => UUID);
    expect(uuids(await list({})).sort()).toEqual([first, second].sort());
    expect(uuids(await list({ FunctionName: functionArn }))).toEqual([first]);
    expect(uuids(await list({ EventSourceArn: streamArn }))).toHaveLength(2);
    expect(uuids(await list({ EventSourceArn: `${streamArn}x` }))).toEqual([]);
    const page = await list({ MaxItems: 1 });
    const rest = await list({ MaxItems: 1, Marker: page.NextMarker });
    expect([...uuids(page), ...uuids(rest)].sort()).toEqual([first, second].sort());
    expect(rest.NextMarker).toBeUndefined();
  });
});

test('a caller that asks too often is refused with 429', async () => {
  switchLimits(trial.world, true);
  const asked = Array.from({ length: 15 }, () => trial.lambda('ListEventSourceMappings', {}));
  await Promise.all(asked);
  expect(await trial.fault('ListEventSourceMappings', {})).toMatchObject({
    code: 'TooManyRequestsException',
    status: 429,
  });
});
