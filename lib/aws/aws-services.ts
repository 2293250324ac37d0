import type { AwsServices } from './service';
import * as registered from './services';

/** Every AWS service that has something of its own to know. */
export const awsServices: AwsServices = Object.values(registered);
