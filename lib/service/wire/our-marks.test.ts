import { expect, test, vi } from 'vitest';
import { listRunsOfRole } from '@/lib/store/runs';
import { stagedRun } from '@/lib/trial/store/staged-run';
import { product } from '@/lib/wiring/product';
import type { Run } from '@/lib/wiring/run';
import { ourMarks } from './our-marks';

vi.mock('@/lib/store/runs', () => ({
  listRuns: vi.fn(async () => []),
  listRunsBetween: vi.fn(async () => []),
  listRunsOfRole: vi.fn(async () => []),
}));

const policyArn = 'arn:aws:iam::aws:policy/x';

/** A run that attached a policy to the roles `reader` and `writer` of one account, and to `reader` of another. */
function attaching(): Run {
  const run = stagedRun('r1');
  const attached = (accountId: string, roleName: string) =>
    run.steps.slice(0, 1).map((step) => {
      const call = { call: 'iam:AttachRolePolicy' as const, roleName, policyArn };
      const place = { ...step.change.place, accountId };
      return { ...step, state: 'done' as const, change: { ...step.change, call, place } };
    });
  const steps = [
    ...attached('111122223333', 'reader'),
    ...attached('111122223333', 'writer'),
    ...attached('444455556666', 'reader'),
  ];
  return { ...run, state: 'done', steps };
}

test('what runs attached is known of each role of a wire, once, and of no role that is called the same', async () => {
  vi.mocked(listRunsOfRole).mockImplementation(async () => [attaching()]);
  const [asker, writer] = ['arn:aws:iam::111122223333:role/reader', 'arn:aws:iam::111122223333:role/path/writer'];
  const wire = { wireId: 'w', source: 'arn:aws:kinesis:us-east-1:999900009999:stream/s', asker };
  const { marks } = await ourMarks(product, { ...wire, roles: [asker, writer, asker] });
  const mark = { slot: 'identity', name: policyArn, accountId: '111122223333' };
  expect(marks).toEqual([
    { on: 'reader', ...mark },
    { on: 'writer', ...mark },
  ]);
});
