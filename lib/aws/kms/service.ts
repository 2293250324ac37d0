import type { AwsService } from '../service';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { rates } from './rates';
import { readers } from './readers';

export const service = {
  serviceId: 'KMS',
  order: 20,
  rates,
  faults,
  permissions,
  probes,
  readers,
} satisfies AwsService;
