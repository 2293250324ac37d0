import type {
  CreateLogGroupRequest,
  CreateLogStreamRequest,
  DeleteLogGroupRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as LogStreamDescription,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { askForGroup, groupArn, groupName, invalidParameter, theGroup } from './group-reference';
import { type LogGroup, type LogStream, logsState, sizeOf } from './logs-state';
import { pageOf } from './page-token';

const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const createLogGroup: Operation<CreateLogGroupRequest, object> = {
  asks: (input, call) => [askForGroup('CreateLogGroup', groupName(input), call)],
  limit: () => ({ bucket: 'CreateLogGroup', perSecond: 10 }),
  run: (input, call) => {
    const { groups } = logsState(call.world, call.accountId, call.region);
    const name = groupName(input);
    if (groups.has(name)) throw new Fault('ResourceAlreadyExistsException', 'The specified log group already exists');
    groups.set(name, { name, createdAt: call.clock.now(), tags: { ...input.tags }, streams: new Map() });
    return {};
  },
};

export const deleteLogGroup: Operation<DeleteLogGroupRequest, object> = {
  asks: (input, call) => [askForGroup('DeleteLogGroup', groupName(input), call)],
  limit: () => ({ bucket: 'DeleteLogGroup', perSecond: 10 }),
  run: (input, call) => {
    logsState(call.world, call.accountId, call.region).groups.delete(theGroup(input, call).name);
    return {};
  },
};

export const putRetentionPolicy: Operation<PutRetentionPolicyRequest, object> = {
  asks: (input, call) => [askForGroup('PutRetentionPolicy', groupName(input), call)],
  limit: () => ({ bucket: 'PutRetentionPolicy', perSecond: 10 }),
  run: (input, call) => {
    const group = theGroup(input, call);
    const days = input.retentionInDays ?? 0;
    if (!RETENTION_DAYS.includes(days)) throw invalidParameter(`Invalid retention period: ${days}`);
    group.retentionDays = days;
    return {};
  },
};

export const describeLogGroups: Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> = {
  asks: (_, call) => [askForGroup('DescribeLogGroups', '', call)],
  limit: () => ({ bucket: 'DescribeLogGroups', perSecond: 10 }),
  run: (input, call) => {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern } = input;
    if (prefix !== '' && pattern !== undefined) {
      throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    }
    const wanted = [...logsState(call.world, call.accountId, call.region).groups.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .filter(({ name }) => !pattern || name.toLowerCase().includes(pattern.toLowerCase()))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { limit, nextToken: token } = input;
    const { page, nextToken } = pageOf(wanted, { nextToken: token, limit, most: 50 }, call.clock.now());
    return { logGroups: page.map((group) => describeGroup(group, call)), nextToken };
  },
};

export const createLogStream: Operation<CreateLogStreamRequest, object> = {
  asks: (input, call) => [askForGroup('CreateLogStream', groupName(input), call, input.logStreamName)],
  limit: () => ({ bucket: 'CreateLogStream', perSecond: 50 }),
  run: (input, call) => {
    const group = theGroup(input, call);
    const name = input.logStreamName ?? '';
    if (!/^[^:*]{1,512}$/.test(name)) {
      const rule = 'Member must satisfy regular expression pattern: [^:*]*';
      throw invalidParameter(
        `1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: ${rule}`,
      );
    }
    if (group.streams.has(name)) {
      throw new Fault('ResourceAlreadyExistsException', 'The specified log stream already exists');
    }
    group.streams.set(name, { name, createdAt: call.clock.now(), events: [] });
    return {};
  },
};

export const describeLogStreams: Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> = {
  asks: (input, call) => [askForGroup('DescribeLogStreams', groupName(input), call)],
  limit: () => ({ bucket: 'DescribeLogStreams', perSecond: 25 }),
  run: (input, call) => {
    const group = theGroup(input, call);
    const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName', limit, nextToken: token } = input;
    if (orderBy === 'LastEventTime' && prefix !== '') {
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const byName = (a: LogStream, b: LogStream) => (a.name < b.name ? -1 : 1);
    const byTime = (a: LogStream, b: LogStream) => lastEventAt(a) - lastEventAt(b) || byName(a, b);
    const wanted = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort(orderBy === 'LastEventTime' ? byTime : byName);
    if (input.descending) wanted.reverse();
    const { page, nextToken } = pageOf(wanted, { nextToken: token, limit, most: 50 }, call.clock.now());
    return { logStreams: page.map((stream) => describeLogStream(stream, group, call)), nextToken };
  },
};

function lastEventAt(stream: LogStream): number {
  return stream.events.at(-1)?.timestamp ?? 0;
}

function describeGroup(group: LogGroup, call: Call) {
  const arn = groupArn(call, group.name);
  const streams = [...group.streams.values()];
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: group.retentionDays,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: 'STANDARD' as const,
    storedBytes: streams.reduce((sum, { events }) => sum + events.reduce((bytes, each) => bytes + sizeOf(each), 0), 0),
  };
}

function describeLogStream(stream: LogStream, group: LogGroup, call: Call): LogStreamDescription {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    firstEventTimestamp: stream.events[0]?.timestamp,
    lastEventTimestamp: stream.events.at(-1)?.timestamp,
    lastIngestionTime: stream.lastIngestedAt,
    uploadSequenceToken: String(stream.createdAt).padEnd(56, '0'),
    arn: `${groupArn(call, group.name)}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}
