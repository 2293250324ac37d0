import '@/lib/trial/in-process';

import { expect, test, vi } from 'vitest';
import { WireTrial } from '@/lib/trial/wire-trial';
import type { Leg } from '@/lib/wiring/trace';
import { updateConnection } from '../connection/update-connection';
import { productReading } from '../wire/reading';
import { sendTestRecord } from './send-test-record';
import { testRecordInput } from './test-record-input';
import { traceableWire } from './traceable-wire';

vi.mock('@/lib/aws/logs/read', async (original) => ({
  ...(await original<object>()),
  filterEvents: () => Promise.reject(new Error('a fault of ours')),
}));

const trial = WireTrial.inEveryTest('test-record');

test('a source on which nobody can put a record is a problem before anything is sent', async () => {
  const { wireId } = await trial.applied();
  const services = productReading.services.map(({ testPuts: _, ...service }) => service);
  await expect(traceableWire(wireId, { ...productReading, services })).rejects.toMatchObject({
    problem: { status: 409, code: 'no-test-record' },
  });
});

test('a record that could not be followed was put all the same', async () => {
  const { wireId } = await trial.applied();
  let legs: Leg[] = [];
  const keep = (event: { legs: Leg[] }) => {
    legs = structuredClone(event.legs);
  };
  const record = { partitionKey: 'DUMMY1', data: 'sampledatarecord' };
  await sendTestRecord(await traceableWire(wireId), record, keep, new AbortController().signal);
  expect(legs).toMatchObject([
    { leg: 'put', state: 'done', detail: { shardId: expect.any(String) } },
    { leg: 'picked-up', state: 'failed', cause: { key: 'trace.cause.follow-failed' } },
  ]);
});

test('a connection that is made read-only before the record leaves keeps it back', async () => {
  const { wireId } = await trial.applied();
  const wire = await traceableWire(wireId);
  const { id, mode } = wire.source.connection;
  let legs: Leg[] = [];
  await updateConnection(id, { mode: 'read-only' });
  const record = { partitionKey: 'DUMMY1', data: 'kept back' };
  const keep = (event: { legs: Leg[] }) => {
    legs = event.legs;
  };
  await sendTestRecord(wire, record, keep, new AbortController().signal);
  await updateConnection(id, { mode });
  expect(legs).toMatchObject([{ leg: 'put', state: 'failed', cause: { key: 'run.cause.connection-read-only' } }]);
});

test('who gives a record no key, as for a source with keys of its own, is given one', () => {
  expect(testRecordInput.parse({ data: '{}' })).toEqual({ partitionKey: 'tributary-test', data: '{}' });
  expect(testRecordInput.safeParse({ partitionKey: '', data: '{}' }).success).toBe(false);
});
