import { findConnection } from '@/lib/store/connections';
import { findPlan } from '@/lib/store/plans';
import { roleName, streamName } from '@/lib/wiring/arn';
import { type Run, stepsBehind } from '@/lib/wiring/run';
import { takeUpRun } from './claim-run';
import { getRun } from './get-run';
import { otherReaders } from './other-readers';
import { refusal } from './refuse';
import { checkMayChange, checkNotOvertaken } from './run-permission';
import { undoable } from './run-state';
import { stopRun } from './stop-run';

/** Takes back what a run did, last change first. A run that is still going forward is stopped first, wherever it is. */
export async function undoRun(id: string, client: string | null = null): Promise<string> {
  const run = await getRun(id);
  await checkMayChange(run.steps.map((step) => step.change));
  await checkNotOvertaken(run);
  await checkUnshared(run);
  if (run.state === 'running' || run.state === 'waiting') await stopRun(id);
  await takeUpRun(run, { from: undoable, to: 'undoing', refused: 'run-not-undoable' }, client);
  return id;
}

/**
 * Another function may have come to live off what this run granted. Throws the problem `grant-in-use` where it reads the
 * same stream, and `role-in-use` where it only shares the role.
 */
async function checkUnshared(run: Run): Promise<void> {
  const granted = stepsBehind(run).filter(
    ({ change, result }) => !change.call.call.startsWith('lambda:') && result?.already !== 'true',
  );
  const plan = run.purpose === 'wire' && granted.length > 0 ? await findPlan(run.planId) : null;
  if (plan === null) return;
  const { arn: sourceArn, consumerName = null } = plan.source;
  const { connection, functionArn, roleArn } = plan.reader;
  const readers = await otherReaders(
    { consumer: await findConnection(connection), sourceArn, consumerName, functionArn },
    roleArn,
  );
  if (readers === null) return;
  const [stream, role] = [streamName(sourceArn), roleName(roleArn)];
  if (readers.ofSource > 0) throw refusal(409, 'grant-in-use', { count: readers.ofSource, stream, role });
  // A managed policy opens every stream to the role.
  const attached = granted.some(({ change }) => change.call.call === 'iam:AttachRolePolicy');
  if (attached && readers.ofRole > 0) throw refusal(409, 'role-in-use', { count: readers.ofRole, role });
}
