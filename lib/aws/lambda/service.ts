import type { AwsService } from '../service';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { rates } from './rates';

export const service: AwsService = {
  serviceId: 'Lambda',
  order: 30,
  rates,
  faults,
  permissions,
  probes,
};
