import type { AwsService } from '../service';
import { streamRates } from './rates';
import { permissions } from './streams-permissions';
import { probes } from './streams-probe';

/** A service of its own to the SDK, with the actions of the other. */
export const service = {
  serviceId: 'DynamoDB Streams',
  order: 24,
  rates: streamRates,
  permissions,
  probes,
} satisfies AwsService;
