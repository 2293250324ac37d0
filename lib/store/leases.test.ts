import { describe, expect, it } from 'vitest';
import { onEveryStore } from '@/lib/trial/store/every-store';
import { fallSilent, stagedRun, stagedStep } from '@/lib/trial/store/staged-run';
import { saveRunState, saveStep } from './journal';
import {
  askToStop,
  type Claimed,
  interruptAll,
  type Lease,
  LeaseLost,
  renewLease,
  startRun,
  sweepLeases,
  takeRun,
} from './leases';
import { findRun, insertRun } from './runs';

const asker = { instance: 'here', client: '192.0.2.7' };
const stream = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';

let made = 0;
function fresh(): string {
  made += 1;
  return `r${made}`;
}

function leaseOf(claimed: Claimed): Lease {
  if (!claimed.claimed) throw new Error(`not claimed: ${JSON.stringify(claimed)}`);
  return claimed.lease;
}

async function started(resources: string[], id = fresh()): Promise<Lease> {
  return leaseOf(await startRun(stagedRun(id), resources, asker));
}

onEveryStore(() => {
  describe('a run', () => {
    it('holds everything it asks for or nothing at all, and the second is told who holds what', async () => {
      const first = await started([stream, 'role/a']);
      const second = await startRun(stagedRun(fresh()), ['role/b', stream], { instance: 'there', client: null });
      expect(second).toEqual({
        claimed: false,
        held: {
          resource: stream,
          runId: first.runId,
          wireId: 'abc123abc123',
          holder: { ...asker, since: expect.stringMatching(/^\d{4}-.*Z$/) },
        },
      });
      expect(await findRun(`r${made}`)).toBeNull();
      const beside = await started(['role/b']);
      for (const lease of [first, beside]) await saveRunState(lease, 'done', null);
    });

    it('names its holder while it is at work, and lets go of everything once it is settled', async () => {
      const lease = await started([stream]);
      expect((await findRun(lease.runId))?.holder).toMatchObject(asker);
      await saveRunState(lease, 'failed', '2026-11-20T09:00:00.000Z');
      expect((await findRun(lease.runId))?.holder).toBeUndefined();
      await expect(saveStep(lease, stagedStep)).rejects.toThrow(LeaseLost);
      await saveRunState(await started([stream]), 'done', null);
    });

    it('is taken up again by one of two people', async () => {
      const lease = await started([stream]);
      await saveRunState(lease, 'interrupted', null);
      const move = { from: ['interrupted', 'failed'], to: 'undoing' } as const;
      const both = await Promise.all([
        takeRun(lease.runId, move, [stream], asker),
        takeRun(lease.runId, move, [stream], asker),
      ]);
      const lost = both.find((one) => !one.claimed);
      expect(lost).toEqual({ claimed: false, state: 'undoing' });
      const won = leaseOf(both.find((one) => one.claimed) ?? { claimed: false, state: null });
      expect((await findRun(lease.runId))?.state).toBe('undoing');
      await saveRunState(won, 'undone', null);
    });

    it('is not taken up while another holds what it writes to', async () => {
      const lease = await started(['role/a', stream]);
      await saveRunState(lease, 'interrupted', null);
      const other = await started([stream]);
      const refused = await takeRun(lease.runId, { from: ['interrupted'], to: 'running' }, ['role/a', stream], asker);
      expect(refused).toMatchObject({ claimed: false, held: { resource: stream, runId: other.runId } });
      expect((await findRun(lease.runId))?.state).toBe('interrupted');
      await saveRunState(other, 'done', null);
    });

    it('hears that it is asked to stop', async () => {
      const lease = await started([stream]);
      expect(await renewLease(lease)).toEqual({ stopAsked: false });
      await askToStop(lease.runId);
      expect(await renewLease(lease)).toEqual({ stopAsked: true });
      await saveRunState(lease, 'interrupted', null);
    });
  });

  it('of many runs that ask at once, no two get the same thing', async () => {
    const things = ['a', 'b', 'c', 'd', 'e', 'f'];
    const wanted = Array.from({ length: 40 }, (_, index) =>
      [...new Set([index, index * 5 + 1, index * 7 + 3])].map((at) => things[at % things.length] ?? ''),
    ).map((some) => [...new Set(some)]);
    const results = await Promise.all(wanted.map((some) => startRun(stagedRun(fresh()), some, asker)));
    const won = results.flatMap((one, index) => (one.claimed ? [{ lease: one.lease, some: wanted[index] ?? [] }] : []));
    const got = won.flatMap(({ some }) => some);
    expect(new Set(got).size).toBe(got.length);
    expect(won.length).toBeGreaterThan(0);
    // Whoever was refused was refused for something that is held indeed.
    for (const one of results) if (!one.claimed && 'held' in one) expect(got).toContain(one.held.resource);
    for (const { lease } of won) await saveRunState(lease, 'done', null);
  });

  describe('a run whose instance is not heard of', () => {
    it('is marked as interrupted, and what it held is free', async () => {
      const silent = await started([stream]);
      const alive = await started(['role/z']);
      await fallSilent(silent.runId);
      expect(await sweepLeases()).toEqual([silent.runId]);
      expect(await findRun(silent.runId)).toMatchObject({ state: 'interrupted', endedAt: expect.any(String) });
      expect((await findRun(alive.runId))?.state).toBe('running');
      await saveRunState(await started([stream]), 'done', null);
      await saveRunState(alive, 'done', null);
    });

    it('gives way at once to whoever asks for what it held', async () => {
      const silent = await started([stream]);
      await fallSilent(silent.runId);
      const next = await started([stream]);
      expect((await findRun(silent.runId))?.state).toBe('interrupted');
      await saveRunState(next, 'done', null);
    });

    it('cannot write its journal any more once it comes back', async () => {
      const silent = await started([stream]);
      await fallSilent(silent.runId);
      await sweepLeases();
      await expect(saveStep(silent, { ...stagedStep, state: 'done' })).rejects.toThrow(LeaseLost);
      await expect(saveRunState(silent, 'done', null)).rejects.toThrow(LeaseLost);
      await expect(renewLease(silent)).rejects.toThrow(LeaseLost);
      expect((await findRun(silent.runId))?.steps.map((step) => step.state)).toEqual(['pending', 'pending']);
    });

    it('cannot even when the same instance has taken the run up anew', async () => {
      const silent = await started([stream]);
      await fallSilent(silent.runId);
      const move = { from: ['interrupted'], to: 'running' } as const;
      await sweepLeases();
      const again = leaseOf(await takeRun(silent.runId, move, [stream], asker));
      await expect(saveStep(silent, { ...stagedStep, state: 'done' })).rejects.toThrow(LeaseLost);
      await saveStep(again, { ...stagedStep, state: 'done' });
      await saveRunState(again, 'done', null);
    });

    it('keeps the run when it comes back before anybody missed it', async () => {
      const silent = await started([stream]);
      await fallSilent(silent.runId);
      await saveStep(silent, { ...stagedStep, state: 'running' });
      expect(await sweepLeases()).toEqual([]);
      await saveRunState(silent, 'done', null);
    });
  });

  it('a run under way that nobody holds is marked as interrupted', async () => {
    const id = fresh();
    await insertRun(stagedRun(id));
    expect(await sweepLeases()).toEqual([id]);
  });

  it('every run under way is interrupted when nobody else can be at work', async () => {
    const lease = await started([stream]);
    expect(await interruptAll()).toEqual([lease.runId]);
    await saveRunState(await started([stream]), 'done', null);
  });
});
