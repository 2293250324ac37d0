import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import { type Call, type Caller, Fault } from './service';
import { serviceNamed } from './services';
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
 * Performs one request as AWS would: rate limit, faults, permissions, then the operation. The server and what runs
 * inside the practice accounts (mappings acting as their function's role) come through here alike. Throws a `Fault`.
 */
export async function perform(world: World, clock: Clock, request: Request): Promise<unknown> {
  const service = serviceNamed(request.service);
  const operation = service?.operations[request.operation];
  if (!service || !operation) {
    throw new Fault(
      'UnknownOperationException',
      `The practice accounts do not serve ${request.service}:${request.operation}.`,
    );
  }
  const { caller, region, requestId = randomUUID() } = request;
  const call: Call = { caller, accountId: caller.accountId, region, requestId, world, clock };
  return operation.run(request.input, call);
}
