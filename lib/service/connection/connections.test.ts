import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELETE, GET, PATCH } from '@/app/api/connections/[id]/route';
import { GET as LIST, POST } from '@/app/api/connections/route';
import { closeDatabase, database } from '@/lib/store/database';
import type { Connection } from '@/lib/wiring/connection';
import type { Problem } from '@/lib/wiring/problem';

const folder = mkdtempSync(join(tmpdir(), 'tributary-connections-'));

beforeAll(async () => {
  process.env.TRIBUTARY_DATA = folder;
  process.env.TRIBUTARY_SANDBOX = 'off';
  await database();
});

afterAll(async () => {
  await closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});

const at = (id: string) => ({ params: Promise.resolve({ id }) });

function request(method: string, body?: unknown): Request {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request('http://127.0.0.1/api/connections', { method, body: body === undefined ? undefined : text });
}

const input = {
  name: '  orders ',
  roleArn: 'arn:aws:iam::111122223333:role/tributary/operator',
  regions: ['us-east-1', 'us-east-1', 'eu-west-1'],
  mode: 'read-only',
};

async function add(changes: Partial<typeof input>): Promise<Connection> {
  const response = await POST(request('POST', { ...input, ...changes }), {});
  expect(response.status).toBe(201);
  return response.json();
}

describe('adding a connection', () => {
  it('takes the account from the role, and makes an external ID that nobody chose', async () => {
    const connection = await add({});
    expect(connection).toMatchObject({
      name: 'orders',
      accountId: '111122223333',
      regions: ['us-east-1', 'eu-west-1'],
      sandbox: false,
      checkState: 'unchecked',
    });
    expect(connection.externalId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('gives a second role of the same account the same external ID, and another account another', async () => {
    const [first] = ((await (await LIST(request('GET'), {})).json()) as { connections: Connection[] }).connections;
    const second = await add({ roleArn: 'arn:aws:iam::111122223333:role/tributary/viewer' });
    const other = await add({ roleArn: 'arn:aws:iam::444455556666:role/operator' });
    expect(second.externalId).toBe(first?.externalId);
    expect(other.externalId).not.toBe(first?.externalId);
  });

  it.each([
    ['arn:aws-cn:iam::111122223333:role/operator', ['cn-north-1']],
    ['arn:aws-us-gov:iam::111122223333:role/a/b/c/operator', ['us-gov-west-1']],
    ['arn:aws:iam::111122223333:role/path=with,odd.chars@/op_1', ['ap-northeast-1']],
  ])('takes %s', async (roleArn, regions) => {
    expect((await add({ roleArn, regions })).roleArn).toBe(roleArn);
  });

  it.each([
    ['a role that is connected', {}, 409, 'role-connected'],
    ['the ARN of a user', { roleArn: 'arn:aws:iam::111122223333:user/me' }, 400, 'role-arn'],
    ['the ARN of a stream', { roleArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/s' }, 400, 'role-arn'],
    ['no ARN', { roleArn: '<b>role</b>' }, 400, 'role-arn'],
    ['an account of eleven digits', { roleArn: 'arn:aws:iam::11112222333:role/r' }, 400, 'role-arn'],
    ['a Region of another partition', { roleArn: 'arn:aws:iam::1:role/r', regions: ['cn-north-1'] }, 400, 'role-arn'],
    [
      'a Region of China',
      { roleArn: 'arn:aws:iam::777788889999:role/r', regions: ['cn-north-1'] },
      400,
      'foreign-region',
    ],
    ['something that is no Region', { regions: ['us-east-1; rm'] }, 400, 'invalid-input'],
    ['no Region', { regions: [] }, 400, 'invalid-input'],
    ['a name that turns the writing direction', { name: 'a\u202eb' }, 400, 'invalid-input'],
    ['a mode there is not', { mode: 'admin' }, 400, 'invalid-input'],
  ])('refuses %s', async (_, changes, status, code) => {
    const response = await POST(request('POST', { ...input, ...changes }), {});
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem: Problem = await response.json();
    expect(problem).toMatchObject({ code, status, title: expect.any(String) });
    expect(JSON.stringify(problem)).not.toMatch(/ at .*\.ts/);
  });

  it('refuses what is not JSON', async () => {
    const response = await POST(request('POST', '{"name": '), {});
    expect(await response.json()).toMatchObject({ code: 'malformed-json', status: 400 });
  });
});

describe('a connection', () => {
  it('changes its name, mode and Regions, and is then to be checked again', async () => {
    const { id } = await add({ roleArn: 'arn:aws:iam::123412341234:role/r' });
    const response = await PATCH(request('PATCH', { name: 'payments', mode: 'may-change' }), at(id));
    expect(await response.json()).toMatchObject({ name: 'payments', mode: 'may-change', checkState: 'unchecked' });
  });

  it('keeps its external ID and its account', async () => {
    const { id } = await add({ roleArn: 'arn:aws:iam::123412341235:role/r' });
    const patch = async (body: unknown) => (await PATCH(request('PATCH', body), at(id))).json();
    expect(await patch({ externalId: 'mine' })).toMatchObject({ code: 'external-id-fixed', status: 409 });
    expect(await patch({ roleArn: 'arn:aws:iam::999988887777:role/r' })).toMatchObject({ code: 'account-fixed' });
    expect(await patch({ roleArn: input.roleArn.replace('111122223333', '123412341235') })).toMatchObject({
      roleArn: 'arn:aws:iam::123412341235:role/tributary/operator',
    });
  });

  it('is gone when it was removed', async () => {
    const { id } = await add({ roleArn: 'arn:aws:iam::123412341236:role/r' });
    expect((await DELETE(request('DELETE'), at(id))).status).toBe(204);
    const response = await GET(request('GET'), at(id));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'no-connection' });
  });
});
