import type { ApiRates } from './api-rates';

/** What the program knows of an AWS service. */
export type AwsService = {
  /** What the SDK's client calls itself: `CloudWatch Logs`. */
  serviceId: string;
  rates: ApiRates;
};

export type AwsServices = readonly AwsService[];
