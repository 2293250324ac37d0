import * as schemas from '@aws-sdk/client-cloudwatch';
import type { Service } from '../service';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics, listMetrics, putMetricData } from './metrics';
import { operator } from './operator';

export const cloudwatch: Service = {
  name: 'monitoring',
  protocol: 'awsJson1_0',
  schemas,
  throttleFault: 'Throttling',
  operations: {
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListMetrics: listMetrics,
    PutMetricData: putMetricData,
  },
  operator,
};
