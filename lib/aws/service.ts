import type { ApiRates } from './api-rates';
import type { KnownFault } from './known-fault';

/** What the program knows of an AWS service. */
export type AwsService = {
  /** What the SDK's client calls itself: `CloudWatch Logs`. */
  serviceId: string;
  rates: ApiRates;
  faults: readonly KnownFault[];
};

export type AwsServices = readonly AwsService[];
