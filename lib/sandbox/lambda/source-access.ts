import type { Clock } from '../clock';
import { Fault } from '../service';
import type { World } from '../world';
import type { EventSource } from './event-source';
import { actAsPoller, type RoleSession } from './execution-role';
import { invalidParameter } from './lambda-fault';
import type { FunctionRecord } from './lambda-state';
import { isThrottled } from './processing-result';

/**
 * Tests, as the execution role, whether a mapping could read its source: what Lambda does before it takes a mapping.
 * @throws Fault in AWS's words
 */
export async function checkSourceAccess(
  world: World,
  clock: Clock,
  record: FunctionRecord,
  source: EventSource,
  sourceArn: string,
): Promise<void> {
  const region = record.arn.split(':')[3] ?? '';
  // The role asks the Region it runs in, which knows no source of another one.
  if (sourceArn.split(':')[3] !== region) throw invalidParameter(source.notFound(sourceArn));
  const role = assumeNow(world, clock, record, region);
  try {
    await source.open(role, sourceArn);
  } catch (fault) {
    throw fault instanceof Fault ? refusal(fault, source, sourceArn) : fault;
  }
}

function assumeNow(world: World, clock: Clock, record: FunctionRecord, region: string): RoleSession {
  try {
    return actAsPoller(world, clock, record, region);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}

function refusal(fault: Fault, source: EventSource, sourceArn: string): Fault {
  if (fault.code === 'ResourceNotFoundException') return invalidParameter(source.notFound(sourceArn));
  // A consumer that is not ACTIVE.
  if (fault.code === 'ResourceInUseException') return invalidParameter(fault.message);
  if (isThrottled(fault, source)) {
    return new Fault('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'CallerRateLimitExceeded' });
  }
  if (fault.status >= 500)
    return new Fault('ServiceException', 'An error occurred and the request cannot be processed.', 500);
  return invalidParameter(source.cannotAccess(sourceArn));
}
