import type { Ask, Call } from '../service';
import { parseArn } from './arn';
import type { ResourcePolicy } from './dynamodb-state';
import { invalid } from './invalid';
import { streamStatus } from './stream-life';
import { askOnStream, theStream } from './stream-reference';
import { askOnTable, inUse, mustBeActive, theTable } from './table-reference';

/** What a policy is attached to. */
export type PolicyTarget = { type: 'table' | 'stream'; arn: string; owner: string; policy: ResourcePolicy };

type Reference = { ResourceArn: string | undefined };

export function askOnTarget(action: string, { ResourceArn: arn }: Reference, call: Call): Ask {
  return isStream(arn) ? askOnStream(action, arn, call) : askOnTable(action, { TableName: arn }, call);
}

/** @throws Fault ResourceNotFoundException */
export function theTarget({ ResourceArn: arn }: Reference, call: Call): PolicyTarget {
  if (isStream(arn)) {
    const stream = theStream(arn, call);
    return { type: 'stream', arn: stream.arn, owner: stream.accountId, policy: stream.policy };
  }
  const table = theTable({ TableName: arn }, call);
  return { type: 'table', arn: table.arn, owner: table.accountId, policy: table.policy };
}

/** The same for a change, which waits until the table or stream is there. @throws Fault ResourceInUseException */
export function theSettledTarget(reference: Reference, call: Call): PolicyTarget {
  const target = theTarget(reference, call);
  if (target.type === 'table') {
    mustBeActive(theTable({ TableName: target.arn }, call), call);
  } else if (streamStatus(theStream(target.arn, call), call.clock.now()) === 'ENABLING') {
    throw inUse(`Attempt to change a resource which is still in use: Stream is being enabled: ${target.arn}`);
  }
  return target;
}

function isStream(arn: string | undefined): boolean {
  const reference = parseArn(arn ?? '');
  if (!reference) throw invalid(`Invalid resource ARN: ${arn}`);
  return reference.label !== undefined;
}
