import type { StreamRecord } from './lambda-state';

/**
 * The place of the first record that a function reports as failed, `null` when it reports none. An answer that cannot
 * be understood, or that names a record which was not in the batch, fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export function firstFailed(payload: string, records: readonly StreamRecord[]): number | null {
  const answer = answerIn(payload);
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return null;
  const failures = answer.batchItemFailures;
  if (failures === null) return null;
  if (!Array.isArray(failures)) return 0;
  if (failures.length === 0) return null;
  const places = failures.map((failure) => placeOf(failure, records));
  return Math.max(0, Math.min(...places));
}

function placeOf(failure: unknown, records: readonly StreamRecord[]): number {
  if (typeof failure !== 'object' || failure === null || !('itemIdentifier' in failure)) return 0;
  return records.findIndex((record) => record.sequenceNumber === failure.itemIdentifier);
}

/** A function's answer, `undefined` when it is no JSON: Python writes NaN. */
export function answerIn(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
