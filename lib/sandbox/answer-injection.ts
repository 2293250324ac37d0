import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionReset } from './connection-reset';
import { effectOf } from './effect';
import { disturb } from './fault-effect';
import type { FaultTarget } from './fault-match';
import type { RunningFault } from './fault-schedule';
import { answerInjections, policyEdits, uncount } from './faults';
import { editPolicy } from './policy-edit';
import type { WireAnswer } from './protocol/wire';
import type { Effect } from './service';
import type { World } from './world';

/** Told of an operation that succeeded, and of what it did to the accounts. */
export type Performed = (operation: string, effect: Effect) => Promise<void>;

/**
 * Injects the faults that meet a request after it was performed and saved: its answer is held back, broken off or
 * spoiled, or the policy that it read is edited by somebody else. `performed` saves such an edit.
 * @throws ConnectionReset or Fault where no answer, or that of a fault, is to be given
 */
export async function injectIntoAnswer(
  world: World,
  request: FaultTarget,
  answer: WireAnswer,
  performed: Performed,
): Promise<WireAnswer> {
  let given = answer;
  for (const running of answerInjections(world, request)) {
    if (running.fault.kind === 'policy-edit') await edit(world, running, request, performed);
    else if (running.fault.kind === 'half-answer') given = half(given);
    else if (running.fault.kind === 'malformed-answer') given = malformed(given);
    else await disturb(running);
  }
  return given;
}

/** Somebody else writes the first policy of a resource, right after it was found to have none. */
export async function editAbsent(world: World, request: FaultTarget, performed: Performed): Promise<void> {
  for (const running of policyEdits(world, request)) await edit(world, running, request, performed);
}

async function edit(world: World, running: RunningFault, request: FaultTarget, performed: Performed): Promise<void> {
  const operation = await editPolicy(request, running.fault.edit ?? 'add');
  if (operation === null) uncount(world, running);
  else await performed(operation, effectOf(request.service, operation));
}

const untilSent = 20;

/** The whole length is announced, half of it sent; then the connection closes. An answer of nothing has no half. */
function half(answer: WireAnswer): WireAnswer {
  const { body } = answer;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return answer;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (bytes.byteLength === 0) throw new ConnectionReset();
  const headers = { ...answer.headers, 'content-length': String(bytes.byteLength) };
  async function* sent() {
    yield bytes.subarray(0, Math.floor(bytes.byteLength / 2));
    await sleep(untilSent, undefined, { ref: false });
    throw new ConnectionReset();
  }
  return { ...answer, headers, body: sent() };
}

/** A page of some proxy in the place of the answer, and that not whole. */
function malformed(answer: WireAnswer): WireAnswer {
  return { ...answer, body: '<html><head><title>Bad Gateway</title></head><body><p>The upstream' };
}
