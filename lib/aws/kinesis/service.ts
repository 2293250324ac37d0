import type { AwsService } from '../service';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { putRecord } from './put-record';
import { rates } from './rates';
import { readers } from './readers';

export const service = {
  serviceId: 'Kinesis',
  order: 10,
  executionPolicies: ['service-role/AWSLambdaKinesisExecutionRole'],
  rates,
  faults,
  permissions,
  probes,
  testPuts: { 'kinesis-stream': putRecord },
  readers,
} satisfies AwsService;
