import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { ProbesOf } from '../probe';
import type { permissions } from './permissions';
import { logGroupName } from './things';

export const probes: ProbesOf<typeof permissions> = {
  'logs:FilterLogEvents': {
    on: logGroupName,
    call(session, logGroupName) {
      const endTime = Date.now();
      const input = { logGroupName, startTime: endTime - 60_000, endTime };
      return session.client(CloudWatchLogsClient).send(new FilterLogEventsCommand(input));
    },
  },
};
