import { readPolicy } from '@/lib/aws/kinesis/read';
import { openSession } from '@/lib/aws/session/open-session';
import { findConnection } from '@/lib/store/connections';
import { findPlan } from '@/lib/store/plans';
import { consumerName, roleName, streamName } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { OtherReaders } from '@/lib/wiring/plan/other-readers';
import { isOfWire, opensFor } from '@/lib/wiring/plan/our-statements';
import type { Call } from '@/lib/wiring/plan/plan';
import { statementsOf } from '@/lib/wiring/plan/statements';
import { type Run, type RunStep, stepsBehind } from '@/lib/wiring/run';
import { refusal } from '../http/refuse';
import { otherReaders } from '../wire/other-readers';
import { takeUpRun } from './claim-run';
import { getRun } from './get-run';
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
 * Others may have come to live off what this run granted. Throws the problem `consumer-in-use` where they read through
 * the consumer that it registered, `grant-in-use` where they read the same stream, `role-in-use` where they only share
 * the role.
 */
async function checkUnshared(run: Run): Promise<void> {
  const granted = stepsBehind(run).filter(
    ({ change, result }) => !change.call.call.startsWith('lambda:') && result?.already !== 'true',
  );
  const plan = run.purpose === 'wire' && granted.length > 0 ? await findPlan(run.planId) : null;
  if (plan === null) return;
  const { arn: sourceArn, consumerName = null } = plan.source;
  const { functionArn, roleArn } = plan.reader;
  const [producer, consumer] = await Promise.all([
    findConnection(plan.source.connection),
    findConnection(plan.reader.connection),
  ]);
  await checkConsumerUnshared(run, granted, producer);
  const readers = await otherReaders({ producer, consumer, sourceArn, consumerName, functionArn }, roleArn);
  if (readers === null) return;
  const [stream, role] = [streamName(sourceArn), roleName(roleArn)];
  const calls = granted.map(({ change }) => change.call);
  if (readers.ofConsumer && calls.some(({ call }) => call === 'kinesis:RegisterStreamConsumer')) {
    throw refusal(409, 'consumer-in-use', { consumer: consumerName ?? '', stream });
  }
  if (calls.some((call) => isSharedBy(readers, call, sourceArn))) {
    throw refusal(409, 'grant-in-use', { count: readers.ofSource, stream, role });
  }
  // A managed policy opens every stream to the role.
  const attached = calls.some(({ call }) => call === 'iam:AttachRolePolicy');
  if (attached && readers.ofRole) throw refusal(409, 'role-in-use', { count: readers.ofRole, role });
}

/** Whether other readers of the stream live off what a call of this run wrote. */
function isSharedBy({ ofSource, consumers }: OtherReaders, call: Call, sourceArn: string): boolean {
  if (ofSource === 0) return false;
  if (call.call === 'kinesis:RegisterStreamConsumer') return false;
  if (call.call === 'iam:PutRolePolicy') return opensFor(sourceArn, consumers, call.policy);
  const through = 'resourceArn' in call ? consumerName(call.resourceArn) : null;
  return through === null || consumers.includes(through);
}

/** A consumer takes its policy with it, and whoever else that one lets in. */
async function checkConsumerUnshared(
  { wireId }: Run,
  granted: readonly RunStep[],
  producer: Connection | null,
): Promise<void> {
  for (const { change, result } of granted) {
    const { call, place } = change;
    if (call.call !== 'kinesis:RegisterStreamConsumer' || !result?.consumerArn || producer === null) continue;
    const policy = await readPolicy(openSession(producer, place.region, 'read'), result.consumerArn);
    const isOthers = policy.state === 'known' && statementsOf(policy.value).some(({ sid }) => !isOfWire(sid, wireId));
    if (!isOthers) continue;
    throw refusal(409, 'consumer-in-use', { consumer: call.consumerName, stream: streamName(call.streamArn) });
  }
}
