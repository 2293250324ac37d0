import type { Fault } from '../service';
import type { EventSource, Poll } from './event-source';

export const functionCallFailed = 'PROBLEM: Function call failed';

export const roleNotAssumed =
  'PROBLEM: Lambda failed to assume your function execution role. Please check if the role trust Lambda service principal, and make sure it does not require setting source identity';

/** Whether a source is only too busy, whoever asks. */
export function isThrottled({ code }: Fault, { passing }: Pick<EventSource, 'passing'>): boolean {
  return code === 'ThrottlingException' || passing.includes(code);
}

/** `LastProcessingResult` after a source could not be read; `null` for what the next poll will get over. */
export function readingFailed(fault: Fault, { source, mapping }: Pick<Poll, 'source' | 'mapping'>): string | null {
  const passes = fault.code === 'InternalFailure' || isThrottled(fault, source);
  return passes ? null : `PROBLEM: ${source.problem(fault, mapping.sourceArn)}`;
}
