import { describe, expect, test } from 'vitest';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { resetPractice } from '@/lib/service/practice/practice-accounts';
import { getRun } from '@/lib/service/run/get-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { sendTestRecord } from '@/lib/service/trace/send-test-record';
import { traceableWire } from '@/lib/service/trace/traceable-wire';
import { WireTrial } from '../wire-trial';

// The other stories of wires are told in one process; these go over a socket and into a store on disk.
const trial = WireTrial.inEveryTest('served');

describe.each(['kinesis', 'kinesis-fanout'])('a wire of the kind %s, under a customer managed key', (kind) => {
  test('carries a record, is taken back and made again, and is removed without a trace', async () => {
    const { stage, ends } = trial;
    const key = await stage.encrypt(ends.stream);
    const before = await stage.snapshot(ends, key);
    const run = await trial.applied({ kind, keyGrant: 'grant' });
    expect(run.state).toBe('done');
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await stage.snapshot(ends, key)).toEqual(before);

    const { wireId } = await trial.applied({ kind, keyGrant: 'grant' });
    const states = new Map<string, string>();
    const keep = ({ legs }: { legs: { leg: string; state: string }[] }) => {
      for (const { leg, state } of legs) states.set(leg, state);
    };
    const record = { partitionKey: 'samplepartitionkey3', data: 'sampledatarecord' };
    await sendTestRecord(await traceableWire(wireId), record, keep, new AbortController().signal);
    expect([...states]).toEqual(['put', 'picked-up', 'invoked', 'logged'].map((leg) => [leg, 'done']));

    const removed = await trial.settled(await applyPlan((await removeWire(wireId)).id));
    expect(removed.state).toBe('done');
    expect(await stage.snapshot(ends, key)).toEqual(before);
  });
});

test('a reset of the practice accounts forgets the runs made in them: what they granted is not there any more', async () => {
  const run = await trial.applied({ kind: 'kinesis-fanout' });
  await resetPractice();
  await expect(getRun(run.id)).rejects.toMatchObject({ problem: { code: 'no-run' } });
});
