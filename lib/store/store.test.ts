import { readFileSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import { onEveryStore } from '@/lib/trial/store/every-store';
import { stagedRun } from '@/lib/trial/store/staged-run';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Wire } from '@/lib/wiring/wire';
import { allConnections, deleteConnection, findConnection, insertConnection, updateConnectionRow } from './connections';
import { closeDatabase, database, databaseKind } from './database';
import { findPlan, findPlanEnds, insertPlan } from './plans';
import { findRun, insertRun, lastRunOf, listRuns, listRunsOfWires, wiresWithRuns } from './runs';
import { wires } from './schema';
import { findWireRow, forgetWires, noteWires, observeWires } from './wires';

const connection = aConnection({ regions: ['us-east-1', 'ap-northeast-1'] });

const run = stagedRun('r1');

const because = { key: 'verdict.no-policy' };
const verdicts = [{ state: 'missing', code: 'no-policy', because }];
const plan = { id: 'p1', wireId: 'w', createdAt: '2026-11-20T08:00:00.000Z', changes: [], verdicts } as unknown as Plan;

onEveryStore(() => {
  describe('connections', () => {
    it('come back as they were put, and one role is connected once', async () => {
      expect(await insertConnection(connection)).toBe(true);
      expect(await insertConnection({ ...connection, id: 'c2' })).toBe(false);
      expect(await allConnections()).toEqual([connection]);
      expect(await databaseKind()).toBe(process.env.DATABASE_URL ? 'postgresql' : 'embedded');
    });

    it('change and go', async () => {
      const changed = await updateConnectionRow('c1', { mode: 'may-change', checkedAt: '2026-11-20T09:00:00.000Z' });
      expect(changed).toEqual({ ...connection, mode: 'may-change', checkedAt: '2026-11-20T09:00:00.000Z' });
      expect(await updateConnectionRow('nobody', { name: 'x' })).toBeNull();
      await deleteConnection('c1');
      expect(await findConnection('c1')).toBeNull();
    });
  });

  describe('runs', () => {
    it('come back with their steps in their order and their documents byte for byte', async () => {
      await insertRun(run);
      expect([await lastRunOf(run.planId), await lastRunOf('no-plan')]).toEqual([run.id, null]);
      expect(await findRun('r1')).toEqual(run);
      expect((await listRuns({ wireId: 'abc123abc123' })).map((one) => one.id)).toEqual(['r1']);
      expect(await listRuns({ wireId: 'another' })).toEqual([]);
    });

    it('are found by their wires, which say when one of them went on', async () => {
      const now = async () => (await wiresWithRuns()).filter(({ wireId }) => wireId === 'several');
      await insertRun({ ...stagedRun('r2'), wireId: 'several', state: 'done' });
      const before = await now();
      expect(before).toEqual([{ wireId: 'several', at: expect.any(String), active: false }]);
      expect(await now()).toEqual(before);
      await insertRun({
        ...stagedRun('r3'),
        wireId: 'several',
        state: 'running',
        startedAt: '2099-01-01T00:00:00.000Z',
      });
      const [after] = await now();
      expect(after).toMatchObject({ active: true });
      expect(after?.at).not.toBe(before[0]?.at);
      expect((await listRunsOfWires(['several', 'abc123abc123'])).map(({ id }) => id)).toEqual(['r3', 'r2', 'r1']);
      expect(await listRunsOfWires([])).toEqual([]);
    });
  });

  describe('plans', () => {
    it('come back as they were made', async () => {
      await insertPlan(plan);
      expect(await findPlan('p1')).toEqual(plan);
      expect(await findPlan('p2')).toBeNull();
    });

    it('of an older version, whose verdicts had no codes, come back with them', async () => {
      const [wordless] = plan.verdicts.map(({ code: _, ...verdict }) => verdict);
      const [coded] = plan.verdicts.map((verdict) => ({ ...verdict, code: 'none-known' }));
      await insertPlan({ ...plan, id: 'p3', verdicts: [coded, wordless] } as unknown as Plan);
      const [codes = ''] = readFileSync('lib/store/migrations/0004_codes.sql', 'utf8').split(
        '--> statement-breakpoint',
      );
      await (await database()).execute(sql.raw(codes));
      expect(await findPlan('p3')).toEqual({ ...plan, id: 'p3', verdicts: [coded, ...plan.verdicts] });
      expect(await findPlan('p1')).toEqual(plan);
    });

    it('tell their ends without the rest', async () => {
      const source = { connection: 'p', arn: 'arn:aws:kinesis:us-east-1:111122223333:stream/orders' };
      const reader = {
        connection: 'c',
        functionArn: 'arn:aws:lambda:us-east-1:444455556666:function:reader',
        roleArn: '',
      };
      await insertPlan({ ...plan, id: 'p4', source, reader });
      expect(await findPlanEnds(['p4', 'none'])).toEqual([{ id: 'p4', source, reader }]);
      expect(await findPlanEnds([])).toEqual([]);
    });
  });

  describe('wires', () => {
    const wire = {
      id: 'w1',
      kind: 'kinesis',
      sourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/orders',
      consumerName: null,
      readerArn: 'arn:aws:lambda:us-east-1:444455556666:function:reader',
      parts: { source: 'arn:aws:kinesis:us-east-1:111122223333:stream/orders' },
      status: 'flowing',
      mapping: { lastProcessingResult: 'OK' },
    } as unknown as Wire;

    it('remember since when a status and a result stand', async () => {
      const failing = { ...wire, status: 'failing', mapping: { lastProcessingResult: 'PROBLEM' } } as Wire;
      const since = async (seen: Wire, at: string) => {
        await observeWires([seen], at);
        return (await noteWires([seen], at)).get('w1');
      };
      expect(await since(wire, '2026-11-20T08:00:00.000Z')).toBe('2026-11-20T08:00:00.000Z');
      expect(await since(wire, '2026-11-20T08:01:00.000Z')).toBe('2026-11-20T08:00:00.000Z');
      expect(await since(failing, '2026-11-20T08:02:00.000Z')).toBe('2026-11-20T08:02:00.000Z');
      expect(await since(failing, '2026-11-20T08:03:00.000Z')).toBe('2026-11-20T08:02:00.000Z');
    });

    it('keep what was known while they cannot be judged', async () => {
      await observeWires([{ ...wire, status: 'unknown', mapping: null }], '2026-11-20T08:04:00.000Z');
      expect(await findWireRow('w1')).toMatchObject({ status: 'failing', result: 'PROBLEM' });
    });

    it('are written down when first seen, one function and its alias once', async () => {
      const fresh = { ...wire, id: 'w2' };
      expect(await noteWires([fresh, fresh], '2026-11-20T08:05:00.000Z')).toEqual(new Map());
      expect((await findWireRow('w2'))?.sourceArn).toBe(wire.sourceArn);
      await observeWires([fresh, fresh], '2026-11-20T08:06:00.000Z');
      expect((await noteWires([fresh], '2026-11-20T08:07:00.000Z')).get('w2')).toBe('2026-11-20T08:05:00.000Z');
    });

    it('keep what they were chosen by, a row of before that did not from when it is seen again', async () => {
      const through = { ...wire, id: 'w3', consumerName: 'efo' };
      const chosen = { source: wire.sourceArn, reader: wire.readerArn, consumerName: 'efo' };
      await noteWires([through], '2026-11-20T08:08:00.000Z');
      expect(await findWireRow('w3')).toMatchObject({ chosen });
      await (await database()).update(wires).set({ chosen: null }).where(eq(wires.id, 'w3'));
      expect(await findWireRow('w3')).toMatchObject({ chosen: null });
      await observeWires([through], '2026-11-20T08:09:00.000Z');
      expect(await findWireRow('w3')).toMatchObject({ chosen });
    });

    it('are forgotten with the account they belong to', async () => {
      await forgetWires(['999900009999']);
      expect(await findWireRow('w1')).not.toBeNull();
      await forgetWires(['444455556666']);
      expect(await findWireRow('w1')).toBeNull();
    });
  });

  it('is there again after it was closed', async () => {
    await closeDatabase();
    expect((await findRun('r1'))?.steps).toHaveLength(2);
  });
});
