import type { AwsService } from '../service';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { rates } from './rates';

export const service: AwsService = {
  serviceId: 'IAM',
  order: 40,
  isGlobal: true,
  rates,
  faults,
  permissions,
  probes,
};
