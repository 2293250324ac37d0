import type { AwsService, AwsServices } from './service';
import * as registered from './services';

/** Every AWS service that the product speaks to through the roles of connections, in order. */
export const awsServices: AwsServices = Object.values<AwsService>(registered).sort(
  (one, other) => one.order - other.order,
);
