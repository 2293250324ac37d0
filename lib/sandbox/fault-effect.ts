import { setTimeout as sleep } from 'node:timers/promises';
import { refuse } from './authenticate';
import { ConnectionReset } from './connection-reset';
import { accessDenied, subjectOf } from './enforce';
import { deniedAsk, type FaultTarget } from './fault-match';
import type { RunningFault } from './fault-schedule';
import { throttleStatus } from './rate-limit';
import { Fault } from './service';
import { expireSessions } from './sts/sessions';

const slowMilliseconds = 2_000;
const timeoutMilliseconds = 60_000;

/** Injects a fault into a request that is not performed yet. Throws what ends it; returns where it may go on. */
export async function injectIntoRequest(running: RunningFault, request: FaultTarget): Promise<void> {
  const { fault } = running;
  const { service, call, asks } = request;
  switch (fault.kind) {
    case 'throttle':
      throw new Fault(service.throttleFault, 'Rate exceeded', throttleStatus(service), service.throttleFields);
    case 'expired':
      throw refuse('expired', service.protocol);
    case 'sessions-expire':
      expireSessions(call.world, call.clock.now(), fault.accountId);
      if ((call.caller.session?.expiresAt ?? Number.POSITIVE_INFINITY) <= call.clock.now())
        throw refuse('expired', service.protocol);
      return;
    case 'deny': {
      const ask = deniedAsk(fault, asks);
      const action = ask?.action ?? `${service.name}:${request.operation}`;
      const shown = ask?.shown ?? ask?.resource ?? '*';
      const refused = `User: ${subjectOf(call.caller.principal)} is not authorized to perform: ${action}`;
      const on = shown === '*' || shown === '' ? '' : ` on resource: ${shown}`;
      throw accessDenied(service, `${refused}${on} with an explicit deny in a service control policy`);
    }
    default:
      await disturb(running);
  }
}

/** Delays, breaks the connection or answers with a fault of AWS: the same before a request is performed and after. */
export async function disturb({ fault, off }: RunningFault): Promise<void> {
  switch (fault.kind) {
    case 'slow':
      return wait(fault.milliseconds ?? slowMilliseconds, off.signal);
    case 'timeout':
      await wait(fault.milliseconds ?? timeoutMilliseconds, off.signal);
      throw new ConnectionReset();
    case 'reset':
      throw new ConnectionReset();
    case 'error':
      throw new Fault('InternalFailure', 'The request processing has failed because of an unknown error.', 500);
  }
}

async function wait(milliseconds: number, off: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { ref: false, signal: off });
  } catch (error) {
    if (!off.aborted) throw error;
  }
}
