import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { ProbesOf } from '../probe';
import type { permissions } from './permissions';

/** Any metric will do. */
const invocations = {
  Id: 'check',
  MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: 'Invocations' }, Period: 60, Stat: 'Sum' },
};

export const probes: ProbesOf<typeof permissions> = {
  'cloudwatch:GetMetricData': {
    call(session) {
      const now = Date.now();
      return session.client(CloudWatchClient).send(
        new GetMetricDataCommand({
          StartTime: new Date(now - 60_000),
          EndTime: new Date(now),
          MetricDataQueries: [invocations],
        }),
      );
    },
  },
};
