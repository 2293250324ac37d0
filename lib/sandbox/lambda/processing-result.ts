import type { Fault } from '../service';
import { cannotAccess } from './source-access';

export const functionCallFailed = 'PROBLEM: Function call failed';

export const roleNotAssumed =
  'PROBLEM: Lambda failed to assume your function execution role. Please check if the role trust Lambda service principal, and make sure it does not require setting source identity';

const passing = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'InternalFailure',
]);

/** `LastProcessingResult` after a stream could not be read; `null` for what the next poll will get over. */
export function readingFailed(fault: Fault, sourceArn: string): string | null {
  if (passing.has(fault.code)) return null;
  // What is refused on a registered consumer is said as Kinesis says it.
  const onConsumer = / kinesis:(SubscribeToShard|DescribeStreamConsumer) /.test(fault.message);
  if (fault.code === 'AccessDeniedException' && !onConsumer) return `PROBLEM: ${cannotAccess(sourceArn)}`;
  if (fault.code.startsWith('KMS')) return `PROBLEM: ${fault.code}: ${fault.message}`;
  return `PROBLEM: ${fault.message}`;
}
