import type { ApiRates } from './api-rates';
import type { KnownFault } from './known-fault';
import type { Permissions } from './permission';
import type { Probe } from './probe';
import type { Readers } from './reader';
import type { TestPut } from './test-record';
import type { CountTrace } from './trace-counts';

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
  /** Who reads its resources. */
  readers?: Readers;
  /** Paths and names of AWS's own policies that let a function read from it. */
  executionPolicies?: readonly string[];
  /** How a test record is put on a source of it, by resource. */
  testPuts?: Readonly<Record<string, TestPut>>;
  /** How what was delivered to a reader is counted, by resource. */
  traceCounts?: Readonly<Record<string, CountTrace>>;
};

export type AwsServices = readonly AwsService[];

export function executionPoliciesOf(services: AwsServices): string[] {
  return services.flatMap(({ executionPolicies = [] }) => executionPolicies);
}

/** How a record is put on such a resource; `null` where nobody can put one. */
export function testPutOf(services: AwsServices, is: string): TestPut | null {
  return services.flatMap(({ testPuts }) => testPuts?.[is] ?? [])[0] ?? null;
}

/** How what was delivered to such a resource is counted; `null` where nobody counts it. */
export function countTraceOf(services: AwsServices, is: string): CountTrace | null {
  return services.flatMap(({ traceCounts }) => traceCounts?.[is] ?? [])[0] ?? null;
}
