import type { AwsService } from '../service';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { putItem } from './put-item';
import { readers } from './readers';

export const service = {
  serviceId: 'DynamoDB',
  order: 22,
  executionPolicies: ['service-role/AWSLambdaDynamoDBExecutionRole'],
  faults,
  permissions,
  probes,
  testPuts: { 'dynamodb-table': putItem },
  readers,
} satisfies AwsService;
