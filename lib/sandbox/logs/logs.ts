import * as schemas from '@aws-sdk/client-cloudwatch-logs';
import type { Service } from '../service';
import { tickLiveTails } from './live-tails';
import {
  createLogGroup,
  createLogStream,
  deleteLogGroup,
  describeLogGroups,
  describeLogStreams,
  putRetentionPolicy,
} from './log-groups';
import { operator } from './operator';
import { putLogEvents } from './put-log-events';
import { filterLogEvents, getLogEvents } from './read-log-events';
import { startLiveTail } from './start-live-tail';

export const logs: Service = {
  name: 'logs',
  protocol: 'awsJson1_1',
  schemas,
  throttleFault: 'ThrottlingException',
  operations: {
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    PutLogEvents: putLogEvents,
    PutRetentionPolicy: putRetentionPolicy,
    StartLiveTail: startLiveTail,
  },
  operator,
  tick: tickLiveTails,
};
