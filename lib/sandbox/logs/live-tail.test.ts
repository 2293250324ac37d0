import {
  CloudWatchLogsClient,
  StartLiveTailCommand,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { practiceAccounts } from '../accounts';
import { faultsOf } from '../faults';
import { handle } from '../handle';
import { type Endpoint, openEndpoint } from '../server';
import { logs } from './logs';

const ACCOUNT = '888800008888';
const GROUP = '/aws/lambda/kds-reader1';
const arnOf = (name: string) => `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${name}`;

let stage: StagedWorld;
let endpoint: Endpoint | null;

beforeEach(async () => {
  endpoint = null;
  stage = await stageWorld();
  for (const logGroupName of [GROUP, '/other']) {
    await ask('CreateLogGroup', { logGroupName });
    for (const logStreamName of ['a/1', 'b/1']) await ask('CreateLogStream', { logGroupName, logStreamName });
  }
});

afterEach(async () => endpoint?.close());

function ask(operation: string, input: object) {
  return stage.ask(stage.administrator(ACCOUNT), `logs:${operation}`, input);
}

async function write(logStreamName: string, messages: string[], logGroupName = GROUP): Promise<void> {
  const logEvents = messages.map((message) => ({ timestamp: stage.clock.now(), message }));
  expect(typeof (await ask('PutLogEvents', { logGroupName, logStreamName, logEvents }))).toBe('object');
}

function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    stage.pass(1);
    void logs.tick?.(stage.world, stage.clock);
  }
}

async function start(input: object = {}): Promise<AsyncIterator<StartLiveTailResponseStream>> {
  const output = await ask('StartLiveTail', { logGroupIdentifiers: [arnOf(GROUP)], ...input });
  if (typeof output === 'string') throw new Error(output);
  return (output.responseStream as AsyncIterable<StartLiveTailResponseStream>)[Symbol.asyncIterator]();
}

async function update(tail: AsyncIterator<StartLiveTailResponseStream>) {
  const { value } = await tail.next();
  const { sessionMetadata, sessionResults } = value.sessionUpdate;
  return { sampled: sessionMetadata.sampled, messages: sessionResults.map((one: { message: string }) => one.message) };
}

describe('a Live Tail session', () => {
  test('tells what it shows, then the lines of each second, and an empty update when there are none', async () => {
    const tail = await start({ logEventFilterPattern: 'ERROR' });
    const { value } = await tail.next();
    expect(value.sessionStart).toMatchObject({
      logGroupIdentifiers: [arnOf(GROUP)],
      logEventFilterPattern: 'ERROR',
      sessionId: expect.any(String),
    });
    await write('a/1', ['ERROR one', 'fine']);
    await write('b/1', ['ERROR two']);
    pass(1);
    expect(await update(tail)).toEqual({ sampled: false, messages: ['ERROR one', 'ERROR two'] });
    pass(1);
    expect(await update(tail)).toEqual({ sampled: false, messages: [] });
  });

  test('shows several groups at once, each line with its group, stream and both times', async () => {
    const tail = await start({ logGroupIdentifiers: [arnOf(GROUP), arnOf('/other')] });
    await tail.next();
    await write('a/1', ['here']);
    await write('b/1', ['there'], '/other');
    pass(1);
    const { value } = await tail.next();
    expect(value.sessionUpdate.sessionResults).toEqual([
      expect.objectContaining({ logGroupIdentifier: arnOf(GROUP), logStreamName: 'a/1', message: 'here' }),
      {
        logGroupIdentifier: arnOf('/other'),
        logStreamName: 'b/1',
        message: 'there',
        timestamp: stage.clock.now() - 1000,
        ingestionTime: stage.clock.now() - 1000,
      },
    ]);
  });

  test.each([[{ logStreamNames: ['b/1'] }], [{ logStreamNamePrefixes: ['b/'] }]])(
    'shows the streams of %j alone',
    async (chosen) => {
      const tail = await start(chosen);
      await tail.next();
      await write('a/1', ['no']);
      await write('b/1', ['yes']);
      pass(1);
      expect((await update(tail)).messages).toEqual(['yes']);
    },
  );

  test('of more than 500 lines in a second shows a sample of 500, in order, and says so', async () => {
    const tail = await start();
    await tail.next();
    const all = Array.from({ length: 2_000 }, (_, index) => String(index));
    await write('a/1', all);
    pass(1);
    const { sampled, messages } = await update(tail);
    expect(sampled).toBe(true);
    expect(messages).toHaveLength(500);
    expect(messages.map(Number)).toEqual(messages.map(Number).sort((a: number, b: number) => a - b));
    await write('a/1', all.slice(0, 500));
    pass(1);
    expect(await update(tail)).toMatchObject({ sampled: false, messages: all.slice(0, 500) });
  });

  test('lets the oldest updates go when its reader is too slow', async () => {
    const tail = await start();
    await tail.next();
    for (let second = 0; second < 14; second += 1) {
      await write('a/1', [`second ${second}`]);
      pass(1);
    }
    expect((await update(tail)).messages).toEqual(['second 4']);
  });

  test('ends after three hours with the exception that says so', async () => {
    const tail = await start();
    await tail.next();
    stage.pass(3 * 3600);
    pass(1);
    await update(tail);
    await expect(tail.next()).rejects.toMatchObject({ code: 'SessionTimeoutException' });
  });
});

describe('StartLiveTail refuses', () => {
  test.each([
    ['no group', { logGroupIdentifiers: [] }, /^InvalidParameterException: .*greater than or equal to 1/],
    [
      'eleven groups',
      { logGroupIdentifiers: Array(11).fill(arnOf(GROUP)) },
      /^InvalidParameterException: .*equal to 10/,
    ],
    ['an ARN that ends with an asterisk', { logGroupIdentifiers: [`${arnOf(GROUP)}:*`] }, /^InvalidParameterException/],
    ['a name', { logGroupIdentifiers: [GROUP] }, /^InvalidParameterException/],
    ['a group that is not there', { logGroupIdentifiers: [arnOf('/none')] }, /^ResourceNotFoundException/],
    [
      'streams of two groups',
      { logGroupIdentifiers: [arnOf(GROUP), arnOf('/other')], logStreamNames: ['a/1'] },
      /^Inv/,
    ],
    ['names and prefixes', { logStreamNames: ['a/1'], logStreamNamePrefixes: ['a'] }, /^InvalidParameterException/],
    [
      'a pattern that is none',
      { logEventFilterPattern: '{ $.a' },
      /^InvalidParameterException: Invalid filter pattern/,
    ],
  ])('%s', async (_, input, words) => {
    expect(await ask('StartLiveTail', { logGroupIdentifiers: [arnOf(GROUP)], ...input })).toMatch(words);
  });

  test('a sixteenth session, until one is left', async () => {
    const tails = [];
    for (let count = 0; count < 15; count += 1) {
      tails.push(await start());
      stage.pass(1);
    }
    await expect(start()).rejects.toThrow(/^LimitExceededException/);
    await tails[0]?.return?.();
    stage.pass(1);
    await expect(start()).resolves.toBeDefined();
  });

  test('a sixth start within a second', async () => {
    for (let count = 0; count < 5; count += 1) await start();
    await expect(start()).rejects.toThrow(/^ThrottlingException/);
  });

  test('a role that may filter a group but not follow it, in the words of IAM', async () => {
    const administrator = stage.administrator(ACCOUNT);
    const may = { Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: '*' };
    await stage.ask(administrator, 'iam:CreateUser', { UserName: 'reader' });
    await stage.ask(administrator, 'iam:PutUserPolicy', {
      UserName: 'reader',
      PolicyName: 'read',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [may] }),
    });
    const arn = `arn:aws:iam::${ACCOUNT}:user/reader`;
    const reader = { ...administrator, principal: { type: 'user' as const, arn, accountId: ACCOUNT } };
    const refused = await stage.ask(reader, 'logs:StartLiveTail', { logGroupIdentifiers: [arnOf(GROUP)] });
    expect(refused).toMatch(/^AccessDeniedException: User: .* is not authorized to perform: logs:StartLiveTail on/);
  });
});

describe('an unmodified client', () => {
  async function follow() {
    endpoint = await openEndpoint(0, (request) => handle(stage.world, stage.clock, request));
    const client = new CloudWatchLogsClient({
      endpoint: `http://127.0.0.1:${endpoint.port}`,
      region: 'us-east-1',
      credentials: practiceAccounts.find(({ id }) => id === ACCOUNT) ?? { accessKeyId: '', secretAccessKey: '' },
      systemClockOffset: stage.clock.now() - Date.now(),
      disableHostPrefix: true,
      maxAttempts: 1,
    });
    const abort = new AbortController();
    const command = new StartLiveTailCommand({ logGroupIdentifiers: [arnOf(GROUP)] });
    const { responseStream } = await client.send(command, { abortSignal: abort.signal });
    const events = responseStream?.[Symbol.asyncIterator]();
    if (!events) throw new Error('no stream');
    expect((await events.next()).value.sessionStart.sessionId).toBeTruthy();
    return { events, abort };
  }

  test('follows a group', async () => {
    const { events, abort } = await follow();
    await write('a/1', ['seen']);
    pass(1);
    expect((await update(events)).messages).toEqual(['seen']);
    abort.abort();
  });

  test('gets the end of a session as its modelled exception', async () => {
    const { events } = await follow();
    stage.pass(3 * 3600);
    pass(1);
    await events.next();
    await expect(events.next()).rejects.toMatchObject({ name: 'SessionTimeoutException' });
  });

  test('loses the stream when a fault resets the connection in the middle of it', async () => {
    const { events } = await follow();
    faultsOf(stage.world).add({ id: 'cut', kind: 'reset', operation: 'StartLiveTail' });
    pass(1);
    await expect(events.next()).rejects.toThrow();
  });
});
