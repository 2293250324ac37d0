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

/** Another function may have come to read the stream with what this run granted. Throws the problem `grant-in-use`. */
async function checkUnshared(run: Run): Promise<void> {
  const grants = stepsBehind(run).some(
    ({ change, result }) => !change.call.call.startsWith('lambda:') && result?.already !== 'true',
  );
  const plan = run.purpose === 'wire' && grants ? await findPlan(run.planId) : null;
  if (plan === null) return;
  const { arn: sourceArn, consumerName = null } = plan.source;
  const { connection, functionArn, roleArn } = plan.reader;
  const readers = await otherReaders(
    { consumer: await findConnection(connection), sourceArn, consumerName, functionArn },
    roleArn,
  );
  if (readers === null || readers.ofSource === 0) return;
  const values = { count: readers.ofSource, stream: streamName(sourceArn), role: roleName(roleArn) };
  throw refusal(409, 'grant-in-use', values);
}
