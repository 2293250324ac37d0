import type { AwsService } from '../service';
import { rates } from './rates';

export const service: AwsService = { serviceId: 'Kinesis', rates };
