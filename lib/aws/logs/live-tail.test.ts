import type { StartLiveTailResponseStream } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import type { Session } from '../session/session';
import { openLiveTail } from './live-tail';

const update = (message: string, sampled = false): StartLiveTailResponseStream => ({
  sessionUpdate: {
    sessionMetadata: { sampled },
    sessionResults: [{ logStreamName: 's', message, timestamp: 1_767_614_400_000, ingestionTime: 1_767_614_401_000 }],
  },
});

/** A session whose Live Tail answers with these events, or with an error. */
function sessionOf(answer: AsyncIterable<StartLiveTailResponseStream> | Error) {
  const seen: { signal: AbortSignal | null } = { signal: null };
  const send = async (_: unknown, { abortSignal }: { abortSignal: AbortSignal }) => {
    seen.signal = abortSignal;
    if (answer instanceof Error) throw answer;
    return { responseStream: answer };
  };
  const session = {
    partition: 'aws',
    region: 'eu-west-1',
    principalArn: 'arn:aws:sts::111122223333:assumed-role/reader/tributary',
    connection: { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' },
    streamingClient: () => ({ send }),
  } as unknown as Session;
  return { session, seen };
}

async function* events(...all: (StartLiveTailResponseStream | Error)[]): AsyncGenerator<StartLiveTailResponseStream> {
  for (const one of all) {
    if (one instanceof Error) throw one;
    yield one;
  }
}

function named(name: string, message = '', more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

const asked = { group: '/aws/lambda/kds-reader1', pattern: null };

async function opened(answer: AsyncIterable<StartLiveTailResponseStream>, silenceMilliseconds?: number) {
  const { session, seen } = sessionOf(answer);
  const live = await openLiveTail(session, asked, new AbortController().signal, silenceMilliseconds);
  if (live.state !== 'open') throw new Error(live.state);
  return { updates: live.updates, seen };
}

test('updates come as lines, until AWS ends the session', async () => {
  const end = named('SessionTimeoutException');
  const { updates, seen } = await opened(events({ sessionStart: {} }, update('one'), update('two', true), end));
  const all = [];
  for await (const one of updates) all.push(one);
  expect(all.map(({ sampled }) => sampled)).toEqual([false, true]);
  expect(all[0]?.lines).toEqual([
    {
      at: '2026-01-05T12:00:00.000Z',
      ingestedAt: '2026-01-05T12:00:01.000Z',
      stream: 's',
      group: '/aws/lambda/kds-reader1',
      message: 'one',
    },
  ]);
  expect(seen.signal?.aborted).toBe(true);
});

test.each([
  ['breaks', events(update('one'), named('Error', 'read ECONNRESET')), /ECONNRESET/],
  ['just closes', events(update('one')), /closed/],
  ['fails at AWS', events(update('one'), named('SessionStreamingException', 'An unknown error')), /unknown error/],
])('a connection that %s is no end of the session', async (_, answer, words) => {
  const { updates } = await opened(answer);
  await updates.next();
  await expect(updates.next()).rejects.toThrow(words);
});

test('silence is a lost connection: AWS sends an update every second', async () => {
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
  const { updates, seen } = await opened(silent, 5);
  await expect(updates.next()).rejects.toThrow(/silent/);
  expect(seen.signal?.aborted).toBe(true);
});

test('whoever leaves ends the session', async () => {
  const { updates, seen } = await opened(events(update('one'), update('two')));
  await updates.next();
  expect(seen.signal?.aborted).toBe(false);
  await updates.return();
  expect(seen.signal?.aborted).toBe(true);
});

test.each([
  [named('ResourceNotFoundException'), { state: 'absent' }],
  [named('LimitExceededException', 'Too many.'), { state: 'not-offered', reason: 'limit', message: 'Too many.' }],
  [named('InvalidOperationException', 'No.'), { state: 'not-offered', reason: 'unsupported', message: 'No.' }],
  [named('InternalFailure', 'Not implemented.', { $metadata: { httpStatusCode: 501 } }), { state: 'not-offered' }],
  [named('Error', 'getaddrinfo ENOTFOUND stream-logs.', { code: 'ENOTFOUND' }), { state: 'not-offered' }],
  [named('ThrottlingException', 'Rate exceeded'), { state: 'failed', message: 'Rate exceeded' }],
  [
    named('InvalidParameterException', 'Invalid filter pattern'),
    { state: 'failed', message: 'Invalid filter pattern' },
  ],
])('%s is told from the others', async (error, expected) => {
  const { session } = sessionOf(error);
  expect(await openLiveTail(session, asked, new AbortController().signal)).toMatchObject(expected);
});

test('a refusal names the role, and the resource as a policy has to name it', async () => {
  const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/kds-reader1';
  const who = 'arn:aws:sts::111122223333:assumed-role/reader/tributary';
  const said = `User: ${who} is not authorized to perform: logs:StartLiveTail on resource: ${group}:log-stream: because no identity-based policy allows the logs:StartLiveTail action`;
  const { session } = sessionOf(named('AccessDeniedException', said));
  expect(await openLiveTail(session, asked, new AbortController().signal)).toEqual({
    state: 'refused',
    refusal: {
      principal: 'arn:aws:iam::111122223333:role/reader',
      action: 'logs:StartLiveTail',
      resource: `${group}:*`,
      policyType: 'identity-based policy',
      message: said,
    },
  });
});
