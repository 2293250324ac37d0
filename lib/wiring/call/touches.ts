import type { Change } from '../plan/plan';

/**
 * What a change writes to, each as one name that every change to the same thing has in common. Two runs whose changes
 * share a name must not go at the same time.
 */
export function touches({ call, place }: Pick<Change, 'call' | 'place'>): string[] {
  switch (call.call) {
    case 'kinesis:PutResourcePolicy':
    case 'kinesis:DeleteResourcePolicy':
      return [withoutEpoch(call.resourceArn)];
    case 'kinesis:RegisterStreamConsumer':
    case 'kinesis:DeregisterStreamConsumer':
      return [`${call.streamArn}/consumer/${call.consumerName}`];
    case 'kms:PutKeyPolicy':
    case 'kms:CreateGrant':
    case 'kms:RevokeGrant':
      return [call.keyArn];
    case 'iam:AttachRolePolicy':
    case 'iam:DetachRolePolicy':
    case 'iam:PutRolePolicy':
    case 'iam:DeleteRolePolicy':
      // A call names no path, so this is no ARN.
      return [`role/${call.roleName} (${place.accountId})`];
    case 'lambda:CreateEventSourceMapping':
      return [pair(call.sourceArn, call.functionArn)];
    case 'lambda:UpdateEventSourceMapping':
      return [mapping(call.uuid)];
    case 'lambda:DeleteEventSourceMapping':
      return [mapping(call.uuid), pair(call.sourceArn, call.functionArn)];
  }
}

/** Everything that some changes write to, each once, in an order that does not depend on theirs. */
export function touchedBy(changes: readonly Pick<Change, 'call' | 'place'>[]): string[] {
  return [...new Set(changes.flatMap(touches))].sort();
}

/** A consumer that is registered again has another epoch, and one that is yet to be registered has none. */
function withoutEpoch(arn: string): string {
  return arn.replace(/(\/consumer\/[^/:]+):.*$/, '$1');
}

function pair(sourceArn: string, functionArn: string): string {
  return `${withoutEpoch(sourceArn)} → ${functionArn}`;
}

function mapping(uuid: string): string {
  return `event-source-mapping:${uuid}`;
}
