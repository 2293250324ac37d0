import type { AwsService } from '../service';
import { countTrace } from './counts';
import { faults } from './faults';
import { permissions } from './permissions';
import { probes } from './probe';
import { rates } from './rates';
import { readers } from './readers';

export const service = {
  serviceId: 'Lambda',
  order: 30,
  rates,
  faults,
  permissions,
  probes,
  traceCounts: { 'lambda-function': countTrace },
  readers,
} satisfies AwsService;
