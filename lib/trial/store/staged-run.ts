import { eq, sql } from 'drizzle-orm';
import { database } from '@/lib/store/database';
import { leases } from '@/lib/store/schema';
import type { Run, RunStep } from '@/lib/wiring/run';

/** A step that attaches a policy to the role `reader`. */
export const stagedStep: RunStep = {
  change: {
    id: '1',
    side: 'producer',
    place: { connectionId: 'c1', accountId: '111122223333', region: 'us-east-1' },
    glyph: 'add',
    title: { key: 'change.iam-AttachRolePolicy.add' },
    undo: { key: 'undo.iam-AttachRolePolicy.add' },
    call: { call: 'iam:AttachRolePolicy', roleName: 'reader', policyArn: 'arn:aws:iam::aws:policy/x' },
    command: 'aws iam attach-role-policy',
    answers: [],
  },
  state: 'pending',
  startedAt: null,
  endedAt: null,
  waiting: null,
  before: '{ "Version": "2012-10-17",  "Statement": [] }\n',
  result: null,
  error: null,
};

/** A running run of two such steps. */
export function stagedRun(id: string, wireId = 'abc123abc123'): Run {
  return {
    id,
    planId: 'p1',
    wireId,
    purpose: 'wire',
    state: 'running',
    startedAt: '2026-11-20T08:00:00.000Z',
    endedAt: null,
    undoBegunAt: null,
    steps: [stagedStep, { ...stagedStep, change: { ...stagedStep.change, id: '2' } }],
  };
}

/** As if nothing had been heard of a run's instance for longer than its lease. */
export async function fallSilent(runId: string): Promise<void> {
  const db = await database();
  const past = sql`clock_timestamp() - interval '1 second'`;
  await db.update(leases).set({ until: past }).where(eq(leases.runId, runId));
}
