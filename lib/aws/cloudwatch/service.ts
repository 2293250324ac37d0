import type { AwsService } from '../service';
import { permissions } from './permissions';
import { probes } from './probe';

export const service: AwsService = {
  serviceId: 'CloudWatch',
  order: 60,
  permissions,
  probes,
};
