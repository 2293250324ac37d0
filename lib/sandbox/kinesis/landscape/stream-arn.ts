import { PRODUCER } from '../../landscape/builder';

/** A stream of the producer's account. */
export function streamArnIn(region: string, name: string): string {
  return `arn:aws:kinesis:${region}:${PRODUCER}:stream/${name}`;
}
