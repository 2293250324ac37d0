import { request } from 'node:http';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { GetRoleCommand, IAMClient, ListRolesCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { DescribeStreamSummaryCommand, KinesisClient, ResourceNotFoundException } from '@aws-sdk/client-kinesis';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubCredentials, practiceAccounts, practiceConnections } from './accounts';
import { systemClock } from './clock';
import { faultsOf } from './faults';
import { handle } from './handle';
import { makeAccounts } from './make-accounts';
import { type Endpoint, openEndpoint } from './server';
import { temporaryKeys } from './sts/sessions';
import { emptyWorld } from './world';

const world = emptyWorld();
const clock = systemClock(0);
const region = 'us-east-1';
let endpoint: Endpoint;

beforeAll(async () => {
  await makeAccounts(world, clock);
  endpoint = await openEndpoint(0, (incoming) => handle(world, clock, incoming));
});

afterAll(() => endpoint.close());

function keysOf(name: string) {
  const account = practiceAccounts.find((candidate) => candidate.name === name);
  if (!account) throw new Error(name);
  return { accessKeyId: account.accessKeyId, secretAccessKey: account.secretAccessKey };
}

const settings = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  region,
  endpoint: `http://127.0.0.1:${endpoint.port}`,
  credentials,
  maxAttempts: 1,
});

async function errorOf(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof Error)) throw new Error('it succeeded');
  return error;
}

describe('unmodified clients', () => {
  test('learn who they are', async () => {
    const sts = new STSClient(settings(keysOf('producer')));
    const { Account, Arn, UserId, $metadata } = await sts.send(new GetCallerIdentityCommand({}));
    expect({ Account, Arn }).toEqual({ Account: '999900009999', Arn: 'arn:aws:iam::999900009999:user/administrator' });
    expect(UserId).toMatch(/^AIDA/);
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['HTTP/2 with prior knowledge', {}],
    ['HTTP/1.1', { requestHandler: new NodeHttpHandler() }],
  ])('reach Kinesis by %s and get its modelled exceptions', async (_, more) => {
    const kinesis = new KinesisClient({ ...settings(keysOf('producer')), ...more });
    const error = await errorOf(kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'none' })));
    expect(error).toBeInstanceOf(ResourceNotFoundException);
    kinesis.destroy();
  });

  test('reach Kinesis with many requests at once on one HTTP/2 session', async () => {
    const kinesis = new KinesisClient(settings(keysOf('producer')));
    const sent = Array.from({ length: 15 }, () =>
      kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'none' })),
    );
    const results = await Promise.all(sent.map((promise) => errorOf(promise)));
    expect(new Set(results.map(({ name }) => name))).toEqual(new Set(['ResourceNotFoundException']));
    kinesis.destroy();
  });

  test('get the exceptions that the query protocol renames', async () => {
    const iam = new IAMClient(settings(keysOf('consumer')));
    const error = await errorOf(iam.send(new GetRoleCommand({ RoleName: 'none' })));
    expect(error).toBeInstanceOf(NoSuchEntityException);
    expect(error.message).toBe('The role with name none cannot be found.');
  });

  test('read documents percent-encoded, as IAM gives them out', async () => {
    const iam = new IAMClient(settings(keysOf('consumer')));
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/tributary/' }));
    expect(Roles.map(({ Arn }) => Arn)).toEqual(['arn:aws:iam::888800008888:role/tributary/operator']);
    const trust = decodeURIComponent(Roles[0]?.AssumeRolePolicyDocument ?? '');
    expect(JSON.parse(trust).Statement[0].Principal).toEqual({ AWS: 'arn:aws:iam::777700007777:root' });
  });

  test('assume a role with the hub session and act in the other account', async () => {
    const sts = new STSClient(settings(hubCredentials));
    const [connection] = practiceConnections;
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: connection?.roleArn,
        RoleSessionName: 'tributary',
        ExternalId: connection?.externalId,
        Tags: [{ Key: 'Run', Value: 'a b' }],
      }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const session = settings({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
    const { Arn } = await new STSClient(session).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::999900009999:assumed-role/operator/tributary');
    const { Metrics } = await new CloudWatchClient(session).send(new ListMetricsCommand({}));
    expect(Metrics).toEqual([]);
  });
});

describe('signatures', () => {
  const wrongSecret = { secretAccessKey: 'x'.repeat(40) };

  test('a wrong secret is refused in the words of each protocol', async () => {
    const credentials = { ...keysOf('producer'), ...wrongSecret };
    const sts = await errorOf(new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({})));
    const kinesis = new KinesisClient(settings(credentials));
    const stream = await errorOf(kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 's' })));
    kinesis.destroy();
    expect([sts.name, stream.name]).toEqual(['SignatureDoesNotMatch', 'InvalidSignatureException']);
    expect(sts.message).toMatch(/^The request signature we calculated does not match the signature you provided/);
  });

  test('an unknown key is refused', async () => {
    const credentials = { accessKeyId: 'AKIANOBODYKNOWSTHIS0', ...wrongSecret };
    const sts = await errorOf(new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({})));
    expect(sts.name).toBe('InvalidClientTokenId');
  });

  test('a temporary key without its token is refused', async () => {
    const { sessionToken: _, ...credentials } = hubCredentials;
    const sts = await errorOf(new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({})));
    expect(sts.name).toBe('InvalidClientTokenId');
  });

  test('an expired session says so', async () => {
    const hub = temporaryKeys(world).get(hubCredentials.accessKeyId);
    if (!hub) throw new Error('no hub session');
    const accessKeyId = 'ASIAEXPIRED000000000';
    temporaryKeys(world).set(accessKeyId, { ...hub, session: { ...hub.session, expiresAt: 0 } });
    const sts = new STSClient(settings({ ...hubCredentials, accessKeyId }));
    const error = await errorOf(sts.send(new GetCallerIdentityCommand({})));
    expect(error.name).toMatch(/^ExpiredToken/);
    expect(error.message).toBe('The security token included in the request is expired');
  });

  test('a clock that is off by more than five minutes is refused with both times', async () => {
    const sts = new STSClient({ ...settings(keysOf('producer')), systemClockOffset: -6 * 60_000 });
    const error = await errorOf(sts.send(new GetCallerIdentityCommand({})));
    expect(error.message).toMatch(/^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/);
  });
});

test.each([
  ['HTTP/2', {}],
  ['HTTP/1.1', { requestHandler: new NodeHttpHandler() }],
])('a fault that resets the connection is felt over %s, and the next request is served', async (_, more) => {
  const kinesis = new KinesisClient({ ...settings(keysOf('producer')), ...more });
  const describeNone = () => errorOf(kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'none' })));
  faultsOf(world).add({ id: 'cut', kind: 'reset', service: 'kinesis' });
  expect((await describeNone()).name).not.toBe('ResourceNotFoundException');
  faultsOf(world).clear();
  expect((await describeNone()).name).toBe('ResourceNotFoundException');
  kinesis.destroy();
});

describe('strangers', () => {
  function send(headers: Record<string, string>): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ port: endpoint.port, host: '127.0.0.1', headers }, (incoming) => {
        let body = '';
        incoming.on('data', (chunk) => {
          body += chunk;
        });
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }));
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  }

  test.each([
    ['a page on another site', { origin: 'https://example.com' }],
    ['a name that leads to loopback', { host: 'rebound.example.com' }],
  ])('%s gets nothing', async (_, headers) => {
    expect((await send(headers)).status).toBe(403);
  });

  test('an unsigned request is told that it has no token', async () => {
    const { status, body } = await send({});
    expect(status).toBe(400);
    expect(body).toContain('MissingAuthenticationToken');
  });

  test('garbage after the first bytes harms nobody else', async () => {
    const { connect } = await import('node:net');
    await new Promise<void>((resolve) => {
      const socket = connect(endpoint.port, '127.0.0.1', () =>
        socket.end('PRI * HTTP/2.0\r\nnot a preface at all\r\n\r\n'),
      );
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
      socket.resume();
    });
    const sts = new STSClient(settings(keysOf('hub')));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('777700007777');
  });
});
