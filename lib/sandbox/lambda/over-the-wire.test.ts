import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MappingTrial, roleArn, streamArn } from '@/lib/trial/sandbox/mapping-trial';
import { practiceAccounts } from '../accounts';
import { handle } from '../handle';
import { switchLimits } from '../rate-limit';
import { type Endpoint, openEndpoint } from '../server';
import { closeRuntimes } from './warm-runtimes';
import { zipOf } from './zip';

let trial: MappingTrial;
let endpoint: Endpoint;
let client: LambdaClient;

beforeAll(async () => {
  trial = await MappingTrial.open();
  trial.withoutLimits();
  await trial.makeStream();
  await trial.makeRole();
  await trial.share();
  // Signatures are compared with the practice accounts' clock.
  trial.clock.time = Date.now();
  endpoint = await openEndpoint(0, (request) => handle(trial.world, trial.clock, request));
  const { accessKeyId = '', secretAccessKey = '' } = practiceAccounts.find(({ name }) => name === 'consumer') ?? {};
  client = new LambdaClient({
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  client.destroy();
  closeRuntimes();
  await endpoint.close();
});

test('the unmodified client makes a function, invokes it, maps it, tags it and takes it all away', async () => {
  await client.send(
    new CreateFunctionCommand({
      FunctionName: 'wired',
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: roleArn,
      Code: {
        ZipFile: zipOf({ 'index.js': 'exports.handler = async ({ n }) => { console.log("n", n); return n + 1; };' }),
      },
    }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 5 }, { FunctionName: 'wired' });

  const invoked = await client.send(
    new InvokeCommand({ FunctionName: 'wired', Payload: Buffer.from('{"n":1}'), LogType: 'Tail' }),
  );
  expect(invoked.StatusCode).toBe(200);
  expect(invoked.Payload?.transformToString()).toBe('2');
  expect(Buffer.from(invoked.LogResult ?? '', 'base64').toString()).toContain('\tINFO\tn 1\n');

  const mapping = { EventSourceArn: streamArn, FunctionName: 'wired', StartingPosition: 'LATEST' } as const;
  const created = await client.send(new CreateEventSourceMappingCommand(mapping));
  expect(created.$metadata.httpStatusCode).toBe(202);
  expect(created.LastModified).toBeInstanceOf(Date);
  await expect(client.send(new CreateEventSourceMappingCommand(mapping))).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: expect.stringContaining(`with UUID ${created.UUID}`),
    $metadata: { httpStatusCode: 409 },
  });
  const listed = await client.send(new ListEventSourceMappingsCommand({ EventSourceArn: streamArn, MaxItems: 1 }));
  expect(listed.EventSourceMappings?.map(({ UUID }) => UUID)).toEqual([created.UUID]);

  const Resource = created.EventSourceMappingArn ?? '';
  await client.send(new TagResourceCommand({ Resource, Tags: { a: '1', b: '2' } }));
  await client.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));
  expect((await client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2' });

  await client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'wired', ReservedConcurrentExecutions: 0 }));
  await expect(client.send(new InvokeCommand({ FunctionName: 'wired' }))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  });

  const UUID = created.UUID ?? '';
  const deleted = await client.send(new DeleteEventSourceMappingCommand({ UUID }));
  expect([deleted.State, deleted.$metadata.httpStatusCode]).toEqual(['Deleting', 202]);
  await expect(client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  const gone = await client.send(new DeleteFunctionCommand({ FunctionName: 'wired' }));
  expect(gone.$metadata.httpStatusCode).toBe(204);
});

test('the unmodified client is told how long to wait when it asks too often', async () => {
  switchLimits(trial.world, true);
  const asking = Array.from({ length: 16 }, () => client.send(new ListEventSourceMappingsCommand({})));
  const refused = (await Promise.allSettled(asking)).filter((answer) => answer.status === 'rejected');
  switchLimits(trial.world, false);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({
    name: 'TooManyRequestsException',
    message: 'Rate exceeded',
    Reason: 'CallerRateLimitExceeded',
    retryAfterSeconds: '1',
  });
});
