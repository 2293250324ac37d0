import type { Call, Limit } from '../service';
import { named, type StreamReference } from './reference';

type LimitOf<Input> = (input: Input, call: Call) => Limit;

/** So many requests a second in the account and Region. */
export function perAccount(bucket: string, perSecond: number): LimitOf<unknown> {
  return () => ({ bucket, perSecond, fault: 'LimitExceededException' });
}

/** So many requests a second for each stream. */
export function perStream(bucket: string, perSecond: number): LimitOf<StreamReference> {
  return (input, call) => ({ bucket, perSecond, key: named(input, call).arn, fault: 'LimitExceededException' });
}
