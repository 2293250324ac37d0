import type { Call, Limit } from '../service';
import { named, type StreamReference } from './reference';

type LimitOf<Input> = (input: Input, call: Call) => Limit;

const fault = 'LimitExceededException';

/** So many requests a second in the account and Region. */
export function perAccount(bucket: string, perSecond: number): LimitOf<unknown> {
  return () => ({ bucket, perSecond, fault });
}

/** So many requests a second in the account and Region, for requests about a stream. */
export function perAccountOnStreams(bucket: string, perSecond: number): LimitOf<StreamReference> {
  return (input, call) => ({ bucket, perSecond, fault, message: exceeded(input, call) });
}

/** So many requests a second for each stream. */
export function perStream(bucket: string, perSecond: number): LimitOf<StreamReference> {
  return (input, call) => ({ bucket, perSecond, fault, key: named(input, call).arn, message: exceeded(input, call) });
}

function exceeded(reference: StreamReference, call: Call): string {
  const { name, accountId } = named(reference, call);
  return `Rate exceeded for stream ${name} under account ${accountId}.`;
}
