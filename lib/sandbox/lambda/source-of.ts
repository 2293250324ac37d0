import type { EventSource } from './event-source';
import * as registered from './event-sources';

const sources: readonly EventSource[] = Object.values(registered);

/** The type of source that an ARN names, `null` for what no mapping can read. */
export function recognizedSource(arn: string): EventSource | null {
  return sources.find((source) => source.arn.test(arn)) ?? null;
}

/** The type of a mapping's source, which was recognized when the mapping was made. */
export function sourceOf(arn: string): EventSource {
  const source = recognizedSource(arn);
  if (!source) throw new Error(`no mapping reads ${arn}`);
  return source;
}
