import { request as httpRequest } from 'node:http';
import { PutResourcePolicyCommand } from '@aws-sdk/client-kinesis';
import { Described, eventsOf } from './described';
import { applyPlan, makePlan, planFor } from './plans';
import { expect, functionArn, streamArn, test } from './practice';

test('every answer to a read fits its description, is kept by no cache, and holds no credential', async ({
  request,
}) => {
  const described = await Described.read(request);
  const plan = await makePlan(request, 'kds-sharing-example1', 'kds-reader1');
  const run = await applyPlan(request, plan);
  const { accounts } = await (await request.get('/api/sandbox')).json();
  const secrets = accounts.map((account: { secretAccessKey: string }) => account.secretAccessKey);
  const ids: Record<string, string> = {
    '/api/connections': 'practice-producer',
    '/api/plans': plan.id,
    '/api/runs': run,
    '/api/wires': plan.wireId,
  };
  for (const path of described.readable()) {
    const query = path.endsWith('/role') ? '?form=cli' : path.endsWith('/export') ? '?format=cli' : '';
    const url = path.replace('{id}', ids[path.split('/{')[0] ?? ''] ?? '');
    const response = await request.get(`${url}${query}`);
    expect(response.status(), url).toBe(200);
    await described.expectFit('get', path, response);
    expect(response.headers()['cache-control'], url).toMatch(/no-store|no-cache/);
    if (path === '/api/sandbox') continue;
    const text = await response.text();
    expect(text, url).not.toMatch(/\b(ASIA|AKIA)[A-Z0-9]{12,}/);
    for (const secret of secrets) expect(text.includes(secret), url).toBe(false);
  }
});

test('every operation is answered as it is described', async ({ request }) => {
  const described = await Described.read(request);
  const ask = async (method: string, path: string, ids: string, data?: unknown) => {
    const response = await request.fetch(path.replace('{id}', ids), { method, data });
    expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true);
    if (response.status() !== 204) await described.expectFit(method, path, response);
    return response;
  };
  const roleArn = 'arn:aws:iam::888800008888:role/no-such-role';
  const draft = { name: 'described', roleArn, regions: ['us-east-1'], mode: 'read-only' };
  const { id } = await (await ask('post', '/api/connections', '', draft)).json();
  const { checks } = await (await ask('post', '/api/connections/{id}/check', id)).json();
  expect(checks.find((check: { state: string }) => check.state === 'failed').fix.document).toContain('sts:AssumeRole');
  await ask('patch', '/api/connections/{id}', id, { name: 'renamed' });
  await ask('delete', '/api/connections/{id}', id);

  const plan = await (await ask('post', '/api/plans', '', planFor('kds-sharing-example1', 'kds-reader1'))).json();
  const run = await applyPlan(request, plan);
  const record = { partitionKey: 'k', data: '{}' };
  const legs = eventsOf(await (await ask('post', '/api/wires/{id}/test-record', plan.wireId, record)).text());
  expect(legs.at(-1)).toMatchObject({ legs: Array(4).fill({ state: 'done' }) });
  await ask('delete', '/api/wires/{id}', plan.wireId);
  await ask('post', '/api/runs/{id}/undo', run);
});

test('the inventory comes in pieces that fit their description, and says when it is done', async ({ request }) => {
  const described = await Described.read(request);
  const headers = { accept: 'text/event-stream' };
  const response = await request.get('/api/inventory?region=us-east-1', { headers });
  await described.expectFit('get', '/api/inventory', response);
  const pieces = eventsOf(await response.text()).map(({ piece }) => piece);
  expect(new Set(pieces)).toEqual(new Set(['sources', 'functions', 'mappings', 'source', 'wires', 'done']));
  expect(pieces.indexOf('done')).toBe(pieces.length - 1);
});

const unknownId = '00000000-0000-4000-8000-000000000000';
const orders = planFor('orders-raw', 'orders-indexer');
const refused: { what: string; method: string; path: string; data?: unknown; status: number; code: string }[] = [
  {
    what: 'malformed JSON',
    method: 'post',
    path: '/api/plans',
    data: Buffer.from('{"kind":'),
    status: 400,
    code: 'malformed-json',
  },
  {
    what: 'a body of another shape',
    method: 'post',
    path: '/api/plans',
    data: { kind: 'kinesis' },
    status: 400,
    code: 'invalid-input',
  },
  {
    what: 'a function where a stream is asked for',
    method: 'post',
    path: '/api/plans',
    data: { ...orders, source: { ...orders.source, arn: functionArn('orders-indexer') } },
    status: 400,
    code: 'wrong-arn',
  },
  {
    what: 'a stream of another account than the connection',
    method: 'post',
    path: '/api/plans',
    data: { ...orders, source: { ...orders.source, connection: 'practice-consumer' } },
    status: 400,
    code: 'wrong-account',
  },
  {
    what: 'a stream that does not exist',
    method: 'post',
    path: '/api/plans',
    data: planFor('no-such-stream', 'orders-indexer'),
    status: 404,
    code: 'source-gone',
  },
  {
    what: 'a user where a role is asked for',
    method: 'post',
    path: '/api/connections',
    data: { name: 'x', roleArn: 'arn:aws:iam::999900009999:user/x', regions: ['us-east-1'], mode: 'read-only' },
    status: 400,
    code: 'role-arn',
  },
  {
    what: 'an unknown connection',
    method: 'get',
    path: `/api/connections/${unknownId}`,
    status: 404,
    code: 'no-connection',
  },
  { what: 'an unknown plan', method: 'post', path: `/api/plans/${unknownId}/apply`, status: 404, code: 'no-plan' },
  { what: 'an unknown run', method: 'get', path: `/api/runs/${unknownId}/events`, status: 404, code: 'no-run' },
  { what: 'an unknown wire', method: 'delete', path: '/api/wires/000000000000', status: 404, code: 'no-wire' },
  {
    what: 'a practice connection to be removed',
    method: 'delete',
    path: '/api/connections/practice-producer',
    status: 409,
    code: 'practice-connection',
  },
  {
    what: 'another external ID',
    method: 'patch',
    path: '/api/connections/practice-producer',
    data: { externalId: 'mine' },
    status: 409,
    code: 'external-id-fixed',
  },
];

test('what cannot be done is refused with a problem that names the cause', async ({ request }) => {
  const described = await Described.read(request);
  for (const { what, method, path, data, status, code } of refused) {
    const headers = { 'content-type': 'application/json' };
    const response = await request.fetch(path, { method, data, headers });
    expect(response.status(), what).toBe(status);
    expect(response.headers()['content-type'], what).toContain('application/problem+json');
    expect(await response.json(), what).toMatchObject({ status, code });
    const pattern = path
      .replace(unknownId, '{id}')
      .replace('000000000000', '{id}')
      .replace('practice-producer', '{id}');
    await described.expectFit(method, pattern, response);
  }
});

test('a plan is refused as stale when the policy changed since, and nothing is written', async ({
  request,
  practice,
}) => {
  const plan = await makePlan(request, 'orders-raw', 'orders-indexer');
  const statement = {
    Sid: 'Theirs',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::888800008888:role/audit-team-reader' },
    Action: 'kinesis:GetRecords',
    Resource: streamArn('orders-raw'),
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await practice.producer.kinesis.send(new PutResourcePolicyCommand({ ResourceARN: streamArn('orders-raw'), Policy }));
  const response = await request.post(`/api/plans/${plan.id}/apply`);
  expect(response.status()).toBe(409);
  expect(await response.json()).toMatchObject({
    code: 'stale-plan',
    values: { differences: 'kinesis:PutResourcePolicy' },
  });
  expect((await (await request.get(`/api/runs?wire=${plan.wireId}`)).json()).runs).toEqual([]);
});

test('a read-only connection is not written through', async ({ request }) => {
  const plan = await makePlan(request, 'orders-raw', 'orders-indexer');
  await request.patch('/api/connections/practice-producer', { data: { mode: 'read-only' } });
  const response = await request.post(`/api/plans/${plan.id}/apply`);
  expect(response.status()).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'read-only-connection', values: { name: 'orders-platform' } });
});

test('the commands of a plan come as files that each belong to one account, in the order of the plan', async ({
  request,
}) => {
  const plan = await makePlan(request, 'orders-raw', 'orders-indexer');
  const { files } = await (await request.get(`/api/plans/${plan.id}/export?format=cli`)).json();
  const commands = files.map(({ accountId, content }: { accountId: string; content: string }) => [
    accountId,
    content.match(/^aws \S+ \S+/gm),
  ]);
  expect(commands).toEqual([
    ['888800008888', ['aws iam attach-role-policy']],
    ['999900009999', ['aws kinesis put-resource-policy']],
    ['888800008888', ['aws lambda create-event-source-mapping']],
  ]);
});

/** The status of a request as another site's page, or a rebound name, would make a browser send it. */
function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('requests under a foreign name or from a foreign origin are refused', async ({ baseURL }) => {
  const reset = `${baseURL}/api/sandbox/reset`;
  const own = new URL(baseURL ?? '');
  const localhost = `localhost:${own.port}`;
  expect(await statusOf(`${baseURL}/api/health`, 'GET', { host: `rebound.example:${own.port}` })).toBe(403);
  expect(await statusOf(`${baseURL}/`, 'GET', { host: 'rebound.example' })).toBe(403);
  expect(await statusOf(reset, 'POST', { origin: 'https://elsewhere.example' })).toBe(403);
  expect(await statusOf(reset, 'POST', { origin: 'null' })).toBe(403);
  expect(await statusOf(reset, 'POST', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
  expect(await statusOf(`${baseURL}/api/health`, 'GET', { host: localhost, origin: `http://${localhost}` })).toBe(200);
});

test('scripts carry a nonce that is new in every answer, and what markup smuggles in does not run', async ({
  page,
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of ['/', '/', '/connections', '/no-such-page']) {
    const response = await request.get(path);
    const policy = response.headers()['content-security-policy'] ?? '';
    const nonce = /script-src 'self' 'nonce-(\w{20,})' 'strict-dynamic';/.exec(policy)?.[1] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);

  await page.goto('/');
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      document.body.dataset.refused = `${document.body.dataset.refused ?? ''} ${effectiveDirective}`;
    });
    document.body.insertAdjacentHTML('beforeend', `<img alt="" src="x:" onerror="document.body.dataset.ran = 'yes'">`);
  });
  // The image is refused too, and browsers differ in which of the two they report first.
  await expect(page.locator('body')).toHaveAttribute('data-refused', /\bscript-src-attr\b/);
  await expect(page.locator('body')).not.toHaveAttribute('data-ran');
});
