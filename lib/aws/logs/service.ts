import type { AwsService } from '../service';
import { permissions } from './permissions';
import { probes } from './probe';
import { rates } from './rates';

export const service: AwsService = {
  serviceId: 'CloudWatch Logs',
  order: 50,
  rates,
  permissions,
  probes,
};
