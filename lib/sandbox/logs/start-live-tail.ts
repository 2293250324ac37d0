import { randomUUID } from 'node:crypto';
import type {
  LiveTailSessionLogEvent,
  StartLiveTailRequest,
  StartLiveTailResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { filterPattern } from './filter-pattern';
import { askForGroup, groupArn, invalidParameter, theGroup } from './group-reference';
import { countLiveTails, openLiveTail } from './live-tails';

const MOST_GROUPS = 10;
const MOST_SESSIONS = 15;

export const startLiveTail: Operation<StartLiveTailRequest, StartLiveTailResponse> = {
  effect: 'reads',
  asks: (input, call) => groupsOf(input, call).map((name) => askForGroup('StartLiveTail', name, call)),
  limit: () => ({ bucket: 'StartLiveTail', perSecond: 5 }),
  run: (input, call) => {
    const groups = groupsOf(input, call);
    const matches = selector(input, groups, call);
    for (const name of groups) theGroup({ logGroupName: name }, call);
    const { world, clock, requestId } = call;
    if (countLiveTails(world, call) >= MOST_SESSIONS) {
      const message = 'You have reached the maximum number of resources that can be created.';
      throw new Fault('LimitExceededException', message);
    }
    const start = { ...input, requestId, sessionId: randomUUID() };
    return { responseStream: openLiveTail(world, clock, call, { start, matches }) };
  },
};

function groupsOf({ logGroupIdentifiers = [] }: StartLiveTailRequest, call: Call): string[] {
  const shown = `[${logGroupIdentifiers.join(', ')}]`;
  if (logGroupIdentifiers.length === 0 || logGroupIdentifiers.length > MOST_GROUPS) {
    const bound =
      logGroupIdentifiers.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MOST_GROUPS}`;
    throw unmet(shown, `Member must have length ${bound}`);
  }
  const pattern = 'Member must satisfy regular expression pattern: [\\w#+=/:,.@-]*';
  if (logGroupIdentifiers.some((one) => !/^[\w#+=/:,.@-]{1,2048}$/.test(one))) throw unmet(shown, pattern);
  return logGroupIdentifiers.map((identifier) => {
    const name = /^arn:[^:]+:logs:[^:]+:\d{12}:log-group:([^:]+)$/.exec(identifier)?.[1];
    if (name === undefined) throw invalidParameter(`Invalid log group ARN: ${identifier}`);
    if (identifier !== groupArn(call, name)) {
      throw new Fault('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    return name;
  });
}

function unmet(value: string, rule: string): Fault {
  return invalidParameter(
    `1 validation error detected: Value '${value}' at 'logGroupIdentifiers' failed to satisfy constraint: ${rule}`,
  );
}

/** Which lines a session shows: of its groups, of the streams that are named, and matching its pattern. */
function selector(input: StartLiveTailRequest, groups: string[], call: Call) {
  const { logStreamNames: names, logStreamNamePrefixes: prefixes } = input;
  if (names && prefixes) {
    throw invalidParameter('logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.');
  }
  if ((names ?? prefixes) && groups.length > 1) {
    throw invalidParameter('Log streams can be specified only with exactly one log group.');
  }
  const ofPattern = filterPattern(input.logEventFilterPattern ?? '');
  const arns = new Set(groups.map((name) => groupArn(call, name)));
  return ({ logGroupIdentifier = '', logStreamName = '', message = '' }: LiveTailSessionLogEvent) =>
    arns.has(logGroupIdentifier) &&
    (!names || names.includes(logStreamName)) &&
    (!prefixes || prefixes.some((prefix) => logStreamName.startsWith(prefix))) &&
    ofPattern(message);
}
