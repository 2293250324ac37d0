import type { Ask, Call } from '../service';
import { Fault } from '../service';
import { type LogGroup, type LogStream, logsState } from './logs-state';

/** The two ways in which requests name a log group: its name, or its name or ARN. */
export type GroupReference = { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined };

export function groupName(reference: GroupReference): string {
  if (reference.logGroupName !== undefined && reference.logGroupIdentifier !== undefined) {
    throw invalidParameter('LogGroup name and log group identifier are mutually exclusive.');
  }
  const given = reference.logGroupName ?? reference.logGroupIdentifier;
  if (given === undefined) throw invalidParameter('Either logGroupName or logGroupIdentifier must be specified.');
  const name = /^arn:[^:]+:logs:[^:]*:\d{12}:log-group:([^:]+)(:\*)?$/.exec(given)?.[1] ?? given;
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    const rule = 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+';
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: ${rule}`,
    );
  }
  return name;
}

export function theGroup(reference: GroupReference, call: Call): LogGroup {
  const group = logsState(call.world, call.accountId, call.region).groups.get(groupName(reference));
  if (!group) throw new Fault('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

export function theLogStream(group: LogGroup, name: string | undefined): LogStream {
  const stream = name === undefined ? undefined : group.streams.get(name);
  if (!stream) throw new Fault('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

export function groupArn(call: Call, name: string): string {
  return `arn:aws:logs:${call.region}:${call.accountId}:log-group:${name}`;
}

/** IAM sees a request for a whole group with an empty stream name: what a policy's `log-group:NAME:*` matches. */
export function askForGroup(action: string, name: string, call: Call, stream = ''): Ask {
  return { action: `logs:${action}`, resource: `${groupArn(call, name)}:log-stream:${stream}` };
}

export function invalidParameter(message: string): Fault {
  return new Fault('InvalidParameterException', message);
}
