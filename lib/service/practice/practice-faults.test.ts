import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GET, POST } from '@/app/api/sandbox/faults/route';
import { closeDatabase } from '@/lib/store/database';
import { StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import { practiceFaults as shape } from '../http/openapi/practice-shapes';
import { readInventory } from '../inventory/read-inventory';

const address = 'http://127.0.0.1/api/sandbox/faults';
let stage: StagedPractice;

beforeAll(async () => {
  stage = await StagedPractice.open();
});

afterAll(async () => {
  await closeDatabase();
  await stage.close();
});

afterEach(() => stage.practice.faults.clear());

async function post(body: object) {
  const response = await POST(new Request(address, { method: 'POST', body: JSON.stringify(body) }), {});
  return { status: response.status, body: await response.json() };
}

const read = async () => (await GET(new Request(address), {})).json();

describe('faults over HTTP', () => {
  test('are switched on, counted where they strike, and switched off, in the form that is described', async () => {
    const denied = { id: 'no', kind: 'deny', service: 'kinesis', operation: 'ListStreams', accountId: '999900009999' };
    const switched = await post({ faults: [denied, { id: 'much', kind: 'throttle', after: 100_000 }], seed: 7 });
    expect(switched.status).toBe(200);
    expect(switched.body).toEqual(shape.parse(switched.body));
    expect(switched.body).toMatchObject({ seed: 7, faults: [{ ...denied, state: 'on', struck: 0 }, { id: 'much' }] });
    await readInventory({ region: 'us-east-1', refresh: true });
    const struck = await read();
    expect(struck).toEqual(shape.parse(struck));
    expect(struck.faults[0].struck).toBeGreaterThan(0);
    expect(struck.strikes[0]).toMatchObject({
      fault: 'no',
      service: 'kinesis',
      operation: 'ListStreams',
      who: 'arn:aws:sts::999900009999:assumed-role/operator/tributary-read',
    });
    expect((await post({ faults: [] })).body.faults).toEqual([]);
    expect((await read()).faults).toEqual([]);
  });

  test('end after so many seconds, answered as a time', async () => {
    const { body } = await post({ faults: [{ id: 'a', kind: 'slow', seconds: 60 }] });
    const left = Date.parse(body.faults[0].until) - Date.now();
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThanOrEqual(60_000);
    expect(body.faults[0]).not.toHaveProperty('seconds');
  });

  test.each([
    ['a kind there is not', { kind: 'flood' }, /faults\.0\.kind: /],
    ['an account that is no practice account', { accountId: '111122223333' }, /111122223333 is not a practice account/],
    ['a service that is not served', { service: 's3' }, /there is no s3 \(sts, iam, .*kinesis/],
    ['an operation of another service', { service: 'lambda', operation: 'GetResourcePolicy' }, /lambda has no GetReso/],
    ['an operation of no service', { operation: 'Nothing' }, /no service has Nothing/],
    ['a chance above 1', { probability: 30 }, /faults\.0\.probability: /],
    ['an effect where there is no answer to lose', { takesEffect: true }, /takesEffect: is for timeout, reset and err/],
    ['an edit by what edits nothing', { edit: 'add' }, /edit: is for policy-edit/],
    ['two ends', { until: '2030-01-01T00:00:00Z', seconds: 5 }, /seconds: cannot stand beside until/],
    ['a word that means nothing', { chance: 0.3 }, /chance/],
  ])('%s is refused with the reason, and nothing changes', async (_, wrong, reason) => {
    await post({ faults: [{ id: 'before', kind: 'slow', milliseconds: 0 }] });
    const { status, body } = await post({ faults: [{ id: 'a', kind: 'throttle', ...wrong }] });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid-input', detail: expect.stringMatching(reason) });
    expect((await read()).faults.map(({ id }: { id: string }) => id)).toEqual(['before']);
  });

  test('the same id twice is refused', async () => {
    const one = { id: 'a', kind: 'slow' };
    expect((await post({ faults: [one, one] })).body.detail).toContain('faults.1.id: stands there twice');
  });
});
