import { outOfModel } from '../out-of-model';
import type { Ask, Call } from '../service';
import { arnOf, parseArn } from './arn';
import type { TableStream } from './dynamodb-state';
import { effectiveText } from './resource-policy-state';
import { streamByArn } from './stream-life';
import { notFound } from './table-reference';

/** The permission on a stream that a request needs, with the stream's own policy: the table's says nothing here. */
export function askOnStream(action: string, arn: string | undefined, call: Call): Ask {
  const wanted = named(arn);
  const stream = findStream(arn, call);
  return {
    action: `dynamodb:${action}`,
    resource: arnOf(wanted),
    resourceAccount: wanted.accountId,
    resourcePolicy: effectiveText(stream?.policy, call),
  };
}

/** The stream of a request. @throws Fault ResourceNotFoundException */
export function theStream(arn: string | undefined, call: Call): TableStream {
  const stream = findStream(arn, call);
  if (stream) return stream;
  throw notFound(`Requested resource not found: Stream: ${arn} not found`);
}

/** `undefined` when there is no such stream in the Region that is called. */
function findStream(arn: string | undefined, call: Call): TableStream | undefined {
  const wanted = named(arn);
  if (wanted.region !== call.region) return undefined;
  return streamByArn(call.world, { ...wanted, arn: arnOf(wanted) }, call.clock.now());
}

function named(arn: string | undefined) {
  if (arn === undefined) throw outOfModel(undefined, 'streamArn', 'not be null');
  const wanted = parseArn(arn);
  if (wanted?.label === undefined) throw outOfModel(arn, 'streamArn', 'be the ARN of a stream');
  return wanted;
}
