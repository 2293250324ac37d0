import { randomUUID } from 'node:crypto';
import { breakable } from './breakable-stream';
import type { Clock } from './clock';
import { enforce, subjectOf } from './enforce';
import { strike, strikeStream } from './faults';
import { takeToken } from './rate-limit';
import { serviceNamed } from './served';
import { type Call, type Caller, Fault } from './service';
import type { World } from './world';

export type Request = {
  service: string;
  operation: string;
  input: unknown;
  caller: Caller;
  region: string;
  requestId?: string;
  /** The address a request over the wire came from. */
  sourceIp?: string;
};

/**
 * Performs one request as AWS would: rate limit, faults that are switched on, permissions, then the operation. The
 * server and what runs inside the practice accounts (mappings acting as their function's role) come through here
 * alike.
 * @throws Fault in AWS's words, or ConnectionReset where a fault breaks the connection
 */
export async function perform(world: World, clock: Clock, request: Request): Promise<unknown> {
  const service = serviceNamed(request.service);
  const operation = service?.operations[request.operation];
  if (!service || !operation) {
    const what = `${request.service}:${request.operation}`;
    throw new Fault('UnknownOperationException', `The practice accounts do not serve ${what}.`, 404);
  }
  const { caller, region, input, requestId = randomUUID(), sourceIp } = request;
  const { accountId } = caller;
  const call: Call = { caller, accountId, region, requestId, world, clock };
  takeToken(service, operation.limit?.(input, call), call);
  const asks = operation.asks(input, call);
  const action = asks[0]?.action ?? `${service.name}:${request.operation}`;
  const struck = { service, operation: request.operation, accountId, action, who: subjectOf(caller.principal) };
  await strike(world, struck);
  enforce(service, asks, { world, clock, caller, region, ...(sourceIp ? { sourceIp } : {}) });
  return breakable(await operation.run(input, call), () => strikeStream(world, struck));
}
