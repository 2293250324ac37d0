import type { ApiRates } from './api-rates';
import type { KnownFault } from './known-fault';
import type { Permissions } from './permission';
import type { Probe } from './probe';

/** What the program knows of an AWS service. */
export type AwsService = {
  /** What the SDK's client calls itself: `CloudWatch Logs`. */
  serviceId: string;
  /** Where its statements and checks stand among those of other services: the lower first. */
  order: number;
  /** The same in every Region: one rate, and looked at once. */
  isGlobal?: true;
  rates?: ApiRates;
  faults?: readonly KnownFault[];
  permissions: Permissions;
  probes: Readonly<Record<string, Probe>>;
  /** Paths and names of AWS's own policies that let a function read from it. */
  executionPolicies?: readonly string[];
};

export type AwsServices = readonly AwsService[];

export function executionPoliciesOf(services: AwsServices): string[] {
  return services.flatMap(({ executionPolicies = [] }) => executionPolicies);
}
