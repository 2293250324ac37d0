import type { AwsService } from '../service';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { rates } from './rates';

export const service: AwsService = {
  serviceId: 'Kinesis',
  order: 10,
  executionPolicies: ['service-role/AWSLambdaKinesisExecutionRole'],
  rates,
  faults,
  permissions,
  probes,
};
