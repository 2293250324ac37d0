import type { Clock } from '../clock';
import { ConnectionReset } from '../connection-reset';
import { perform, type Request } from '../perform';
import { type Caller, Fault } from '../service';
import { assumeAsService } from '../sts/assume-as-service';
import type { World } from '../world';
import { invalidParameter } from './lambda-fault';
import type { FunctionRecord } from './lambda-state';

/** Requests made as an execution role, through the same permissions as anybody's. */
export type RoleSession = {
  caller: Caller;
  /** @throws Fault as AWS would answer */
  call: (service: string, operation: string, input: object) => Promise<unknown>;
};

/** Lambda keeps a session of a role for a while, so that a trust taken away is felt a little later. */
const keptSeconds = 30;

/** How Lambda has named the sessions in which it polls, by role and function. */
const pollers = new WeakMap<World, Map<string, string>>();

const sessions = new WeakMap<World, Map<string, { caller: Caller; until: number }>>();

/**
 * Assumes an execution role as Lambda does.
 * @throws Fault when the role's trust policy does not let Lambda assume it, or there is no such role
 */
export function actAs(world: World, clock: Clock, roleArn: string, region: string, sessionName: string): RoleSession {
  const known = sessions.get(world) ?? new Map<string, { caller: Caller; until: number }>();
  sessions.set(world, known);
  const key = `${roleArn} ${sessionName}`;
  let session = known.get(key);
  if (!session || session.until <= clock.now()) {
    known.delete(key);
    const caller = assumeAsService(world, clock, roleArn, 'lambda.amazonaws.com', sessionName);
    session = { caller, until: clock.after(keptSeconds) };
    known.set(key, session);
  }
  const { caller } = session;
  return {
    caller,
    call: (service, operation, input) =>
      request(world, clock, { service, operation, input, caller, region, within: true }),
  };
}

/** Who a poller reads for. */
type Polled = Pick<FunctionRecord, 'role' | 'arn'>;

/**
 * The same for Lambda's own reading of a source, whose sessions have names that Lambda makes up: it told them as
 * `awslambda_<number>_<time>`, and no policy can count on one.
 */
export function actAsPoller(world: World, clock: Clock, { role, arn }: Polled, region: string): RoleSession {
  const names = pollers.get(world) ?? new Map<string, string>();
  pollers.set(world, names);
  const key = `${role} ${arn}`;
  const name = names.get(key) ?? `awslambda_${names.size}_${clock.now()}`;
  names.set(key, name);
  return actAs(world, clock, role, region, name);
}

async function request(world: World, clock: Clock, asked: Request): Promise<unknown> {
  try {
    return await perform(world, clock, asked);
  } catch (error) {
    if (!(error instanceof ConnectionReset)) throw error;
    throw new Fault('InternalFailure', 'The connection was closed before an answer came.', 500);
  }
}

/**
 * Tests at creation whether Lambda can assume a role.
 * @throws Fault in AWS's words
 */
export function checkAssumable(world: World, clock: Clock, roleArn: string, sessionName: string): void {
  try {
    assumeAsService(world, clock, roleArn, 'lambda.amazonaws.com', sessionName);
  } catch {
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}
