import { expect, test, vi } from 'vitest';
import type { Connection } from '@/lib/wiring/connection';
import { detailReadAt, keptDetails, refreshDetail } from './inventory-cache';
import { partsBeingRead } from './pending-parts';

vi.mock('@/lib/aws/session/open-session', () => ({
  openSession: () => {
    throw new Error('no session');
  },
}));

const connection = { id: 'c', roleArn: 'arn:aws:iam::999900009999:role/tributary', externalId: 'e' } as Connection;
const place = { connection, region: 'us-east-1' };
const arnOf = (name: string) => `arn:aws:kinesis:us-east-1:999900009999:stream/${name}`;
const statesOf = (arn: string) => Object.values(keptDetails(place, arn)).map(({ state }) => state);

test('a part that is pending and that nothing reads has failed, and is read by whoever asks next', () => {
  const arn = arnOf('unheld');
  const changed: string[] = [];
  expect(statesOf(arn)).toEqual(['pending', 'pending', 'pending', 'pending']);
  expect(partsBeingRead(place, [{ arn }], (one) => changed.push(one))).toBe(0);
  expect(statesOf(arn)).toEqual(['failed', 'failed', 'failed', 'failed']);
  expect(changed).toEqual([arn, arn]);
  expect([detailReadAt(place, arn, 'summary'), detailReadAt(place, arn, 'policy')]).toEqual([0, 0]);
});

test('a reading that breaks off leaves nothing of its part pending', async () => {
  const arn = arnOf('broken-off');
  await refreshDetail(place, arn, 'summary', () => undefined);
  await refreshDetail(place, arn, 'policy', () => undefined);
  expect(statesOf(arn)).toEqual(['failed', 'failed', 'failed', 'failed']);
});
