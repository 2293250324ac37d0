import type { AwsService } from '../service';
import { faults } from './faults';
import { rates } from './rates';

export const service: AwsService = { serviceId: 'KMS', faults, rates };
