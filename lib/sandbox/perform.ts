import { randomUUID } from 'node:crypto';
import { breakable } from './breakable-stream';
import type { Clock } from './clock';
import { enforce } from './enforce';
import type { FaultTarget } from './fault-match';
import { injectFaults, injectIntoStream } from './faults';
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
  /** Made inside the practice accounts and not by a client of theirs. */
  within?: boolean;
};

/** An operation's output, and the request as faults see it: some are injected into its answer later. */
type Performed = { output: unknown; request: FaultTarget };

/**
 * Performs one request as AWS would: rate limit, faults that are switched on, permissions, then the operation. The
 * server and what runs inside the practice accounts (mappings acting as their function's role) come through here
 * alike.
 * @throws Fault in AWS's words, or ConnectionReset where a fault breaks the connection
 */
export async function perform(world: World, clock: Clock, request: Request): Promise<unknown> {
  return (await carryOut(world, clock, request)).output;
}

/**
 * `perform` for who sends the answer over a wire, into which faults may still be injected. `absent` is waited for where
 * a resource has no policy to be read, before that is answered.
 */
export async function carryOut(
  world: World,
  clock: Clock,
  request: Request,
  absent: (target: FaultTarget) => Promise<void> = async () => {},
): Promise<Performed> {
  const service = serviceNamed(world, request.service);
  const operation = service?.operations[request.operation];
  if (!service || !operation) {
    const what = `${request.service}:${request.operation}`;
    throw new Fault('UnknownOperationException', `The practice accounts do not serve ${what}.`, 404);
  }
  const { caller, region, input, requestId = randomUUID(), sourceIp, within = false } = request;
  const { accountId } = caller;
  const call: Call = { caller, accountId, region, requestId, world, clock };
  takeToken(service, operation.limit?.(input, call), call);
  const asks = operation.asks(input, call);
  const target: FaultTarget = { service, operation: request.operation, input, call, asks, within };
  await injectFaults(world, target);
  enforce(service, asks, { world, clock, caller, region, ...(sourceIp ? { sourceIp } : {}) });
  try {
    const output = breakable(await operation.run(input, call), () => injectIntoStream(world, target));
    return { output, request: target };
  } catch (error) {
    if (foundNoPolicy(error, target)) await absent(target);
    throw error;
  }
}

function foundNoPolicy(error: unknown, { service, operation }: FaultTarget): boolean {
  const read = service.policies?.find((one) => one.read === operation);
  return error instanceof Fault && error.code === read?.absent;
}
