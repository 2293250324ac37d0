import { expect, test, vi } from 'vitest';
import type { AnyDetail, Readers } from '@/lib/aws/reader';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import type { Connection } from '@/lib/wiring/connection';
import { productReading as reading } from '../wire/reading';
import { wantDetails } from './fill-details';
import { detailReadAt, keptDetails, refreshDetail } from './inventory-cache';
import { partsBeingRead } from './pending-parts';

vi.mock('@/lib/aws/session/open-session', () => ({
  openSession: vi.fn(() => {
    throw new Error('no session');
  }),
}));

const connection = { id: 'c', roleArn: 'arn:aws:iam::999900009999:role/tributary', externalId: 'e' } as Connection;
const place = { connection, region: 'us-east-1' };
const is = 'kinesis-stream';
const arnOf = (name: string) => `arn:aws:kinesis:us-east-1:999900009999:stream/${name}`;
const failedFields = (arn: string) =>
  Object.entries(keptDetails(place, arn) ?? {})
    .flatMap(([field, { state }]) => (state === 'failed' ? [field] : []))
    .sort();

/** What is waited for comes at once, but for a machine that is busy. */
const patience = { timeout: 10_000 };

test('a part that is pending and that nothing reads has failed, and is read by whoever asks next', () => {
  const arn = arnOf('unheld');
  const changed: string[] = [];
  expect(keptDetails(place, arn)).toBeNull();
  expect(partsBeingRead(reading, { place, is }, [{ arn }], (one) => changed.push(one))).toBe(0);
  expect(failedFields(arn)).toEqual(['consumers', 'key', 'policy', 'summary']);
  expect(changed).toEqual([arn, arn]);
  expect([detailReadAt(place, arn, 'summary'), detailReadAt(place, arn, 'policy')]).toEqual([0, 0]);
});

test('a reading that breaks off leaves nothing of its part pending', async () => {
  const arn = arnOf('broken-off');
  await refreshDetail(reading, place, { is, arn }, 'summary', () => undefined);
  expect(failedFields(arn)).toEqual(['consumers', 'key', 'summary']);
  await refreshDetail(reading, place, { is, arn }, 'policy', () => undefined);
  expect(failedFields(arn)).toEqual(['consumers', 'key', 'policy', 'summary']);
});

test('a part is being read until its last field has come, and fields that nothing reads leave the others as read', async () => {
  const arn = arnOf('half-read');
  let finish = () => {};
  const half: AnyDetail = {
    fields: ['summary', 'consumers', 'key'],
    async read(_session, _arn, taken) {
      taken({ summary: { state: 'absent', at: '' } });
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
  };
  const readers = { ...reading.readers, [is]: { ...reading.readers[is], details: { summary: half } } } as Readers;
  const halfway = { ...reading, readers };
  vi.mocked(openSession).mockReturnValueOnce({} as Session);
  const list = { place: { ...place, connection: { ...connection, id: 'halfway' } }, is } as const;
  wantDetails(halfway, list, [{ arn, since: 0, wired: false, anew: true }]);
  await vi.waitFor(() => expect(keptDetails(list.place, arn)?.summary?.state).toBe('absent'), patience);
  expect(partsBeingRead(halfway, list, [{ arn }], () => undefined)).toBe(1);
  finish();
  await vi.waitFor(() => expect(partsBeingRead(halfway, list, [{ arn }], () => undefined)).toBe(0), patience);
  const states = Object.values(keptDetails(list.place, arn) ?? {}).map(({ state }) => state);
  expect(states.sort()).toEqual(['absent', 'failed', 'failed']);
});
