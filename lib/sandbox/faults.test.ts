import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamsCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-kinesis';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { administratorOf, hubCredentials, practiceAccounts, practiceConnections } from './accounts';
import type { Clock } from './clock';
import { faultsOf } from './faults';
import { handle } from './handle';
import { makeAccounts } from './make-accounts';
import { perform } from './perform';
import type { SwitchedFault } from './practice-fault';
import { switchLimits } from './rate-limit';
import { type Endpoint, openEndpoint } from './server';
import { emptyWorld } from './world';

const producer = '999900009999';
const consumer = '888800008888';
const region = 'us-east-1';
const world = emptyWorld();
const clock: Clock & { ahead: number } = {
  scale: 0,
  ahead: 0,
  now: () => Date.now() + clock.ahead,
  after: () => clock.now(),
};
/** Operations that were saved before their answer went out. */
const saved: string[] = [];
let endpoint: Endpoint;
let kinesis: KinesisClient;

beforeAll(async () => {
  switchLimits(world, false);
  await makeAccounts(world, clock);
  endpoint = await openEndpoint(0, (request) =>
    handle(world, clock, request, async (operation) => void saved.push(operation)),
  );
  kinesis = new KinesisClient(as(producer));
  await kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
});

afterAll(() => endpoint.close());

afterEach(() => {
  faults().clear();
  saved.length = 0;
});

const faults = () => faultsOf(world, clock.now);
const on = (fault: Omit<SwitchedFault, 'id'>) => faults().add({ id: 'it', ...fault });
const state = () => faults().list()[0];

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

function client(credentials: Keys) {
  const requestHandler = new NodeHttpHandler({ requestTimeout: 2_000, throwOnRequestTimeout: true });
  return { region, endpoint: `http://127.0.0.1:${endpoint.port}`, credentials, maxAttempts: 1, requestHandler };
}

function as(accountId: string) {
  const account = practiceAccounts.find(({ id }) => id === accountId);
  if (!account) throw new Error(accountId);
  return client({ accessKeyId: account.accessKeyId, secretAccessKey: account.secretAccessKey });
}

/** A session of the operator role, as Tributary's own. */
async function operator(accountId: string): Promise<Keys> {
  const connection = practiceConnections.find((one) => one.accountId === accountId);
  const { Credentials } = await new STSClient(client(hubCredentials)).send(
    new AssumeRoleCommand({
      RoleArn: connection?.roleArn,
      RoleSessionName: 'tributary-change',
      ExternalId: connection?.externalId,
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

const list = (by = kinesis) => by.send(new ListStreamsCommand({}));
const stream = `arn:aws:kinesis:${region}:${producer}:stream/s`;
const readPolicy = async () => (await kinesis.send(new GetResourcePolicyCommand({ ResourceARN: stream }))).Policy;

const granting = (sid: string) => ({
  Sid: sid,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${consumer}:root` },
  Action: 'kinesis:ListShards',
  Resource: stream,
});

function putPolicy(...sids: string[]) {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: sids.map(granting) });
  return kinesis.send(new PutResourcePolicyCommand({ ResourceARN: stream, Policy }));
}

const sidsOf = (policy = '{}') => [JSON.parse(policy).Statement ?? []].flat().map(({ Sid }) => Sid);

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Error)) throw new Error('it succeeded');
  return error;
}

const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: Error) => error.name,
  );

async function outcomes(times: number, ask: () => Promise<unknown> = list): Promise<string[]> {
  const found: string[] = [];
  for (let time = 0; time < times; time += 1) {
    found.push(await outcome(ask()));
    clock.ahead += 1_000;
  }
  return found;
}

describe('which requests a fault is injected into', () => {
  test('those of its account, its service and its operation, and no other', async () => {
    on({ kind: 'error', accountId: producer, service: 'kinesis', operation: 'ListStreams' });
    expect(await outcome(list())).toBe('InternalFailure');
    expect(await outcome(list(new KinesisClient(as(consumer))))).toBe('ok');
    expect(await outcome(kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 's' })))).toBe('ok');
    expect(await outcome(new LambdaClient(as(producer)).send(new ListFunctionsCommand({})))).toBe('ok');
    faults().remove('it');
    expect(await outcome(list())).toBe('ok');
  });

  test('reads or writes alone, and never the making of sessions', async () => {
    on({ kind: 'error', only: 'writes' });
    expect([await outcome(list()), await outcome(putPolicy('A'))]).toEqual(['ok', 'InternalFailure']);
    on({ kind: 'error', only: 'reads' });
    expect([await outcome(list()), await outcome(putPolicy('A'))]).toEqual(['InternalFailure', 'ok']);
    expect(await outcome(operator(producer))).toBe('ok');
  });

  test('by pattern: an action, a resource, a caller', async () => {
    on({ kind: 'deny', action: 'kinesis:put*' });
    expect([await outcome(readPolicy()), await outcome(putPolicy('A'))]).toEqual(['ok', 'AccessDeniedException']);
    on({ kind: 'error', resource: '*:stream/other' });
    expect(await outcome(readPolicy())).toBe('ok');
    on({ kind: 'error', resource: '*:stream/s' });
    expect(await outcome(readPolicy())).toBe('InternalFailure');
    on({ kind: 'error', caller: '*:assumed-role/operator/*' });
    expect(await outcome(readPolicy())).toBe('ok');
    expect(await outcome(list(new KinesisClient(client(await operator(producer)))))).toBe('InternalFailure');
  });

  test('with a policy also what runs inside the accounts, with a broken connection only clients', async () => {
    const inside = () =>
      outcome(
        perform(world, clock, {
          service: 'kinesis',
          operation: 'ListStreams',
          input: {},
          caller: administratorOf(world, consumer),
          region,
          within: true,
        }),
      );
    on({ kind: 'reset' });
    expect(await inside()).toBe('ok');
    on({ kind: 'deny' });
    expect(await inside()).toBe('Error');
  });
});

describe('how often a fault is injected', () => {
  const failed = 'InternalFailure';

  test.each<[string, Omit<SwitchedFault, 'id' | 'kind'>, string[]]>([
    ['every third', { every: 3 }, ['ok', 'ok', failed, 'ok', 'ok', failed]],
    ['the next two', { times: 2 }, [failed, failed, 'ok', 'ok', 'ok', 'ok']],
    ['from the fourth on', { after: 3 }, ['ok', 'ok', 'ok', failed, failed, failed]],
    ['the third alone', { after: 2, times: 1 }, ['ok', 'ok', failed, 'ok', 'ok', 'ok']],
    ['until a time', { until: 'in 2.5 s' }, [failed, failed, failed, 'ok', 'ok', 'ok']],
  ])('%s', async (_, schedule, expected) => {
    const until = schedule.until && { until: new Date(clock.now() + 2_500).toISOString() };
    on({ kind: 'error', operation: 'ListStreams', ...schedule, ...until });
    expect(await outcomes(6)).toEqual(expected);
  });

  test('by a chance that its seed repeats', async () => {
    const draw = async (seed: number) => {
      faults().clear();
      faults().switchTo([{ id: 'it', kind: 'throttle', probability: 0.3 }], seed);
      return outcomes(40);
    };
    const first = await draw(7);
    expect(await draw(7)).toEqual(first);
    expect(await draw(8)).not.toEqual(first);
    const hits = first.filter((one) => one === 'LimitExceededException').length;
    expect(hits).toBeGreaterThan(3);
    expect(hits).toBeLessThan(22);
  });

  test('is counted and shown with the last injections, until it is over', async () => {
    on({ kind: 'error', accountId: producer, after: 1, times: 2 });
    await outcomes(5);
    expect(state()).toMatchObject({ state: 'over', seen: 3, injected: 2, lastInjectedAt: expect.any(String) });
    expect(faults().injections()[0]).toEqual({
      number: expect.any(Number),
      at: state()?.lastInjectedAt,
      fault: 'it',
      kind: 'error',
      accountId: producer,
      service: 'kinesis',
      operation: 'ListStreams',
      who: `arn:aws:iam::${producer}:user/administrator`,
    });
  });

  test('goes on counting when other faults are switched, and starts anew with another seed', async () => {
    const fault = { id: 'it', kind: 'error', every: 2 } as const;
    faults().switchTo([fault], 1);
    await outcomes(3);
    faults().switchTo([{ ...fault }, { id: 'other', kind: 'deny', service: 'iam' }]);
    expect(state()).toMatchObject({ seen: 3, injected: 1 });
    expect(await outcomes(1)).toEqual([failed]);
    faults().switchTo([fault], 2);
    expect(state()).toMatchObject({ seen: 0, injected: 0 });
  });
});

describe('a request that is not performed', () => {
  test.each([
    ['throttle', 'LimitExceededException', /^Rate exceeded/],
    ['error', 'InternalFailure', /unknown error/],
    ['expired', 'ExpiredTokenException', /^The security token included in the request is expired/],
    [
      'deny',
      'AccessDeniedException',
      /perform: kinesis:ListStreams with an explicit deny in a service control policy$/,
    ],
    ['reset', 'TimeoutError', /hang up|ECONNRESET|aborted/],
  ] as const)('%s', async (kind, name, words) => {
    on({ kind, service: 'kinesis' });
    const error = await errorOf(list());
    expect(error.name).toBe(name);
    expect(error.message).toMatch(words);
  });

  test('a deny names the resource, and speaks each protocol', async () => {
    on({ kind: 'deny' });
    expect((await errorOf(putPolicy('A'))).message).toContain(`kinesis:PutResourcePolicy on resource: ${stream} with`);
    const iam = await errorOf(new IAMClient(as(producer)).send(new GetRoleCommand({ RoleName: 'operator' })));
    expect(iam.name).toBe('AccessDenied');
  });

  test('timeout: the client gives up, and nothing was done', async () => {
    await putPolicy('Before');
    on({ kind: 'timeout', only: 'writes', milliseconds: 1 });
    expect((await errorOf(putPolicy('After'))).message).toMatch(/hang up|ECONNRESET/);
    expect(sidsOf(await readPolicy())).toEqual(['Before']);
  });

  test('what is held up goes on when the fault is switched off', async () => {
    on({ kind: 'slow', milliseconds: 600_000 });
    const waiting = list();
    while (state()?.injected !== 1) await new Promise((resolve) => setImmediate(resolve));
    faults().clear();
    expect(await outcome(waiting)).toBe('ok');
  });
});

describe('a request that takes effect', () => {
  test.each([
    ['timeout', { kind: 'timeout', takesEffect: true, milliseconds: 1 }],
    ['reset', { kind: 'reset', takesEffect: true }],
    ['error', { kind: 'error', takesEffect: true }],
    ['half an answer', { kind: 'half-answer' }],
  ] as const)('%s: saved first, then its answer is lost', async (_, fault) => {
    await putPolicy('Before');
    saved.length = 0;
    on({ ...fault, service: 'kinesis', operation: 'PutResourcePolicy', times: 1 });
    await errorOf(putPolicy('After'));
    expect(saved).toEqual(['PutResourcePolicy']);
    expect(sidsOf(await readPolicy())).toEqual(['After']);
    expect(state()?.injected).toBe(1);
  });

  test.each(['half-answer', 'malformed-answer'] as const)('%s cannot be read', async (kind) => {
    on({ kind, times: 2 });
    expect(await outcome(readPolicy())).not.toBe('ok');
    expect(await outcome(new STSClient(as(producer)).send(new GetCallerIdentityCommand({})))).not.toBe('ok');
    expect(await outcome(readPolicy())).toBe('ok');
  });

  test('a request that is refused anyway is answered as ever, and does not count', async () => {
    on({ kind: 'reset', takesEffect: true });
    const none = kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'none' }));
    expect(await outcome(none)).toBe('ResourceNotFoundException');
    expect(state()).toMatchObject({ seen: 0, injected: 0 });
  });
});

describe('sessions that expire', () => {
  test('all of an account end at once and stay ended; new ones work, and other accounts’ go on', async () => {
    const [first, second, other] = [await operator(producer), await operator(producer), await operator(consumer)];
    on({ kind: 'sessions-expire', accountId: producer, after: 1 });
    const reads = (keys: Keys) => outcome(list(new KinesisClient(client(keys))));
    expect(await reads(first)).toBe('ok');
    clock.ahead += 2_000;
    expect(await reads(first)).toBe('ExpiredTokenException');
    expect([await reads(first), await reads(second)]).toEqual(['ExpiredTokenException', 'ExpiredTokenException']);
    expect(await reads(other)).toBe('ok');
    clock.ahead += 2_000;
    expect(await reads(await operator(producer))).toBe('ok');
    expect(state()).toMatchObject({ state: 'over', injected: 1 });
  });
});

describe('a policy that somebody else edits', () => {
  test('gets a statement right after it was read, once', async () => {
    await putPolicy('Mine');
    on({ kind: 'policy-edit', resource: '*:stream/s' });
    saved.length = 0;
    expect(sidsOf(await readPolicy())).toEqual(['Mine']);
    expect(saved).toEqual(['GetResourcePolicy', 'PutResourcePolicy']);
    const edited = await readPolicy();
    expect(sidsOf(edited)).toEqual(['Mine', 'AddedMeanwhile1']);
    expect(edited).toContain('\n');
    expect(sidsOf(await readPolicy())).toEqual(['Mine', 'AddedMeanwhile1']);
    expect(state()).toMatchObject({ state: 'over', injected: 1 });
  });

  test('loses its last statement, and then the policy itself', async () => {
    await putPolicy('One', 'Two');
    faults().switchTo([{ id: 'removal', kind: 'policy-edit', edit: 'remove', every: 1 }]);
    expect(sidsOf(await readPolicy())).toEqual(['One', 'Two']);
    expect(sidsOf(await readPolicy())).toEqual(['One']);
    expect(await readPolicy()).toBe('{}');
    expect(state()?.injected).toBe(2);
    expect(
      faults()
        .injections()
        .filter(({ fault }) => fault === 'removal').length,
    ).toBe(2);
  });
});
