import type { AwsService } from '../service';
import { rates } from './rates';

export const service: AwsService = { serviceId: 'CloudWatch Logs', faults: [], rates };
