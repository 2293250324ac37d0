import type { CallFault } from '@/lib/aws/session/call-fault';
import { refusalOf } from '@/lib/aws/session/refusal';
import { type Calls, typeOf } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import { isRequired, type Verdict } from '@/lib/wiring/need';
import type { Change } from '@/lib/wiring/plan/plan';
import { remedyFor, remedySaid } from '@/lib/wiring/refused-by';
import type { RunError } from '@/lib/wiring/run';

/** What to do about a fault: wait for `reason` to pass, or stop with what it means. */
export type Response =
  | { wait: { reason: Message; atMostSeconds: number } }
  | { stop: { cause: Message | null; fix: Message | null } };

/** What our own evaluation says of a wire whose role AWS refused. `roleAgeSeconds` is null where it could not be read. */
export type Judged = { verdicts: Verdict[]; roleAgeSeconds: number | null };

/** A role younger than this may still be unknown to AWS's other services (domain: wirings §0.5). */
const youngSeconds = 120;

/** Providers retry "Cannot access stream…" for about two minutes (domain: wirings §0.5). */
const propagationSeconds = 120;

const planAgain: Message = { key: 'run.fix.plan-again' };

/** Tells "not granted" from "not propagated yet", and both from what waiting does not mend. */
export function responseTo(calls: Calls, fault: CallFault, change: Change, judged: Judged | null): Response {
  switch (fault.nature) {
    case 'throttled':
      return { wait: { reason: { key: 'run.waiting.throttled' }, atMostSeconds: 120 } };
    case 'in-use':
      return { wait: { reason: { key: 'run.waiting.in-use' }, atMostSeconds: 300 } };
    case 'transient':
      return {
        wait: { reason: { key: 'run.waiting.aws-fault', values: { fault: fault.message } }, atMostSeconds: 60 },
      };
    case 'stale':
      return { stop: { cause: { key: 'run.cause.stale' }, fix: planAgain } };
    case 'refused':
      return refusedBy(fault, change);
    case 'unready':
      return judged ? toUnready(calls, judged, change) : { stop: { cause: null, fix: null } };
    default:
      return { stop: { cause: null, fix: null } };
  }
}

/** AWS's words name the action, which may be a read before the call, and the policy that forbids it. */
function refusedBy({ message }: CallFault, { call, place }: Change): Response {
  const refusal = refusalOf(new Error(message), place.accountId, call.call);
  const values = { action: refusal.action, account: place.accountId };
  const allow: Message = { key: 'run.fix.allow', values };
  const fix = remedyFor(refusal) === 'allow' ? allow : remedySaid(refusal, place.accountId);
  return { stop: { cause: { key: 'run.cause.refused', values }, fix } };
}

function toUnready(calls: Calls, { verdicts, roleAgeSeconds }: Judged, change: Change): Response {
  const required = verdicts.filter(({ need }) => isRequired(need));
  const young = roleAgeSeconds !== null && roleAgeSeconds < youngSeconds;
  if (typeOf(calls, change.call).namesPrincipals) return toRefusedPrincipal(young, roleAgeSeconds);
  const unmet = required.filter((verdict) => verdict.state === 'missing' || verdict.state === 'denied');
  if (unmet.length > 0) {
    const values = { rows: unmet.map(rowOf).join(', '), count: unmet.length };
    return { stop: { cause: { key: 'run.cause.not-granted', values }, fix: planAgain } };
  }
  const open = required.filter((verdict) => verdict.state !== 'met');
  if (open.length > 0) {
    const values = { rows: open.map(rowOf).join(', '), count: open.length };
    return { wait: { reason: { key: 'run.waiting.cannot-tell', values }, atMostSeconds: propagationSeconds } };
  }
  return { wait: { reason: propagating(young, roleAgeSeconds), atMostSeconds: propagationSeconds } };
}

/** AWS refuses a principal that is not there: a role seconds old, or somebody else's that was deleted (failures F56, F69). */
function toRefusedPrincipal(young: boolean, roleAgeSeconds: number | null): Response {
  if (young) return { wait: { reason: propagating(true, roleAgeSeconds), atMostSeconds: propagationSeconds } };
  return { stop: { cause: { key: 'run.cause.principal' }, fix: planAgain } };
}

function propagating(young: boolean, roleAgeSeconds: number | null): Message {
  return young
    ? { key: 'run.waiting.young-role', values: { seconds: roleAgeSeconds ?? 0 } }
    : { key: 'run.waiting.propagating' };
}

/** `producer: kinesis:DescribeStream` */
function rowOf({ need }: Verdict): string {
  return need.side === 'both' ? need.row : `${need.side}: ${need.row}`;
}

export function runError(fault: CallFault, cause: Message | null, fix: Message | null): RunError {
  return { code: fault.code, message: fault.message, requestId: fault.requestId, cause, fix };
}
