import type { Fault } from '../service';
import type { Poll } from './event-source';

export const functionCallFailed = 'PROBLEM: Function call failed';

export const roleNotAssumed =
  'PROBLEM: Lambda failed to assume your function execution role. Please check if the role trust Lambda service principal, and make sure it does not require setting source identity';

const passing = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'InternalFailure',
]);

/** `LastProcessingResult` after a source could not be read; `null` for what the next poll will get over. */
export function readingFailed(fault: Fault, { source, mapping }: Pick<Poll, 'source' | 'mapping'>): string | null {
  return passing.has(fault.code) ? null : `PROBLEM: ${source.problem(fault, mapping.sourceArn)}`;
}
