import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { awsServices } from '@/lib/aws/aws-services';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import type { Change } from '@/lib/wiring/plan/plan';
import type { Read } from '@/lib/wiring/read';
import { observeChange } from '../change/perform-change';
import { performers } from '../change/performers';
import { readRole } from '../iam/read';
import { listStreams, readPolicy } from '../kinesis/read';
import { listFunctions } from '../lambda/read';
import { forgetSessions, openSession } from './open-session';

const connection = aConnection();

type Answer = (response: ServerResponse) => void;

let server: Server;
let answer: Answer;
const assumed: URLSearchParams[] = [];
const outside: Record<string, string | undefined> = {};

const session = () => openSession(connection, 'us-east-1', 'read', awsServices);

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (!body.includes('Action=AssumeRole')) return answer(response);
    assumed.push(new URLSearchParams(body));
    response.setHeader('content-type', 'text/xml');
    response.end(credentialsXml);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const set = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIAHUB', AWS_SECRET_ACCESS_KEY: 'hub-secret' };
  for (const [name, value] of Object.entries(set)) {
    outside[name] = process.env[name];
    process.env[name] = value;
  }
});

afterEach(() => forgetSessions('odd'));

afterAll(() => {
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  server.closeAllConnections();
  server.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const credentialsXml = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/operator/tributary-read</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>ASIASESSION</AccessKeyId><SecretAccessKey>session-secret</SecretAccessKey><SessionToken>session-token</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const send =
  (status: number, type: string, body: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

async function first<T>(pages: AsyncGenerator<Read<T>>): Promise<Read<T> | undefined> {
  return (await pages.next()).value;
}

const html = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>';
const awsJson = 'application/x-amz-json-1.1';

describe('an endpoint that does not answer as AWS does', () => {
  it.each<[string, Answer, RegExp]>([
    ['a page of a proxy, status 200', send(200, 'text/html', html), /something that AWS does not answer with/],
    ['a page of a proxy, status 502', send(502, 'text/html', html), /something that AWS does not answer with|HTTP 502/],
    ['nothing, status 200', send(200, awsJson, ''), /answered without StreamSummaries/],
    ['nothing, status 500', send(500, 'text/plain', ''), /HTTP 500/],
    ['a connection that breaks', (response) => void response.destroy(), /ECONNRESET|hang up/],
    [
      'too many requests',
      send(429, awsJson, '{"__type":"LimitExceededException","message":"Rate exceeded for account"}'),
      /Rate exceeded/,
    ],
  ])('%s is a failure, never an empty list', async (_, odd, words) => {
    answer = odd;
    const read = await first(listStreams(session()));
    expect(read).toMatchObject({ state: 'failed', message: expect.stringMatching(words) });
    expect(JSON.stringify(read)).not.toMatch(/session-secret|session-token|hub-secret|\.ts:\d/);
  });

  const emptyXml = (name: string) => `<${name}Response><${name}Result></${name}Result></${name}Response>`;

  it('a role’s policies that come as an empty answer are not known, never none', async () => {
    answer = send(200, 'text/xml', emptyXml('ListAttachedRolePolicies'));
    const attached = (await readRole(session(), connection.roleArn)).attached;
    answer = send(200, 'text/xml', emptyXml('ListRolePolicies'));
    const inline = (await readRole(session(), connection.roleArn)).inline;
    expect([attached.state, inline.state]).toEqual(['failed', 'failed']);
  });

  const kinesisCall = {
    call: 'kinesis:PutResourcePolicy',
    resourceArn: 'arn:aws:kinesis:us-east-1:1:stream/s',
  } as const;
  const inlineCall = {
    call: 'iam:DeleteRolePolicy',
    roleName: 'r',
    policyName: 'p',
    roleArn: connection.roleArn,
  } as const;
  const managedCall = { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'arn:aws:iam::aws:policy/P' } as const;
  it.each([
    [kinesisCall, send(200, awsJson, '{}')],
    [inlineCall, send(200, 'text/xml', emptyXml('GetRolePolicy'))],
    [managedCall, send(200, 'text/xml', emptyXml('ListAttachedRolePolicies'))],
  ])('what $call would change is not known from an empty answer, never none', async (call, odd) => {
    answer = odd;
    const change = { call: { expected: null, policy: '{"Statement":[]}', ...call } } as Change;
    const journal = { before: null, begunAt: null, result: null };
    await expect(observeChange(performers, session(), change, journal)).rejects.toThrow('answered without');
  });

  it('a refusal in a page of a list ends the list with who was refused', async () => {
    let page = 0;
    answer = (response) => {
      page += 1;
      const more = { FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f', FunctionName: 'f' };
      if (page === 1)
        return send(200, 'application/json', JSON.stringify({ Functions: [more], NextMarker: 'm' }))(response);
      response.setHeader('x-amzn-errortype', 'AccessDeniedException');
      send(403, 'application/json', '{"Message":"no"}')(response);
    };
    const pages: Read<unknown[]>[] = [];
    for await (const one of listFunctions(session())) pages.push(one);
    expect(pages.map((one) => one.state)).toEqual(['known', 'refused']);
    expect(pages[1]).toMatchObject({
      refusal: { action: 'lambda:ListFunctions', principal: session().connection.roleArn },
    });
  });

  it.each([['{"Policy":"{}"}'], ['{"Policy":""}']])('%s is no policy', async (body) => {
    answer = send(200, awsJson, body);
    expect(await readPolicy(session(), 'arn:aws:kinesis:us-east-1:111122223333:stream/s')).toMatchObject({
      state: 'absent',
    });
  });

  it('a policy comes byte for byte as it is stored', async () => {
    const policy = '{ "Version" : "2012-10-17",\n\t"Statement":[ ] }\n';
    answer = send(200, awsJson, JSON.stringify({ Policy: policy }));
    expect(await readPolicy(session(), 'arn:aws:kinesis:us-east-1:111122223333:stream/s')).toMatchObject({
      value: policy,
    });
  });

  it('was called with a role session that may only read', () => {
    expect(assumed[0]?.get('ExternalId')).toBe(connection.externalId);
    expect(assumed[0]?.get('Policy')).toContain('kinesis:ListStreams');
  });
});
