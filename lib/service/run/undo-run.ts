import { readPolicy } from '@/lib/aws/kinesis/read';
import { openSession } from '@/lib/aws/session/open-session';
import { findConnection } from '@/lib/store/connections';
import { findPlan } from '@/lib/store/plans';
import { arnOf, consumerName, parseArn, roleName, streamName } from '@/lib/wiring/arn';
import { calls, typeOf } from '@/lib/wiring/call/calls';
import { marksLeft, wasThere } from '@/lib/wiring/call/marks';
import { outputsIn } from '@/lib/wiring/call/outputs';
import type { Connection } from '@/lib/wiring/connection';
import type { Mark } from '@/lib/wiring/mark';
import type { OtherReaders } from '@/lib/wiring/plan/other-readers';
import { isOfWire, opensFor } from '@/lib/wiring/plan/our-statements';
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
  const steps = stepsBehind(run).filter((step) => !wasThere(step));
  const marks = steps.flatMap((step) => marksLeft(calls, step).filter(isOfUse));
  const plan = run.purpose === 'wire' && marks.length > 0 ? await findPlan(run.planId) : null;
  if (plan === null) return;
  const { arn: sourceArn, consumerName = null } = plan.source;
  const { functionArn, roleArn } = plan.reader;
  const [producer, consumer] = await Promise.all([
    findConnection(plan.source.connection),
    findConnection(plan.reader.connection),
  ]);
  const made = marks.flatMap(({ on, slot }) => (slot === undefined ? [on] : []));
  await checkMadeUnshared(run, made, producer);
  const readers = await otherReaders({ producer, consumer, sourceArn, consumerName, functionArn }, roleArn);
  if (readers === null) return;
  const [stream, role] = [streamName(sourceArn), roleName(roleArn)];
  if (readers.ofConsumer && made.length > 0) {
    throw refusal(409, 'consumer-in-use', { consumer: consumerName ?? '', stream });
  }
  if (steps.some((step) => isSharedBy(readers, step, sourceArn))) {
    throw refusal(409, 'grant-in-use', { count: readers.ofSource, stream, role });
  }
  // A managed policy opens every stream to the role.
  const attached = marks.some(({ slot, name }) => slot === 'identity' && parseArn(name).ok);
  if (attached && readers.ofRole) throw refusal(409, 'role-in-use', { count: readers.ofRole, role });
}

/** Whether others can live off it: not off a mapping, which is nobody else's. */
function isOfUse({ on, slot }: Mark): boolean {
  return slot !== undefined || consumerName(on) !== null;
}

/** Whether other readers of the stream live off what a step of this run wrote. */
function isSharedBy({ ofSource, consumers }: OtherReaders, step: RunStep, sourceArn: string): boolean {
  if (ofSource === 0) return false;
  const { call } = step.change;
  const [, document = null] = typeOf(calls, call).document?.(call) ?? [];
  return marksLeft(calls, step).some(({ on, slot }) => {
    if (slot === undefined) return false;
    if (slot === 'identity' && document !== null) return opensFor(sourceArn, consumers, document);
    const through = consumerName(on);
    return through === null || consumers.includes(through);
  });
}

/** What this run made takes its policy with it, and whoever else that one lets in. */
async function checkMadeUnshared({ wireId }: Run, made: readonly string[], producer: Connection | null): Promise<void> {
  if (producer === null) return;
  for (const arn of made.filter((one) => outputsIn(calls, one).length === 0)) {
    const policy = await readPolicy(openSession(producer, arnOf(arn).region, 'read'), arn);
    const isOthers = policy.state === 'known' && statementsOf(policy.value).some(({ sid }) => !isOfWire(sid, wireId));
    if (!isOthers) continue;
    throw refusal(409, 'consumer-in-use', { consumer: consumerName(arn) ?? '', stream: streamName(arn) });
  }
}
