import { publishedRate } from '@/lib/aws/published-rates';
import type { Size } from './made-world';

const region = 'us-east-1';

/** How many things a full page of each list holds (domain: apis §2, §5). */
const page = { streams: 100, functions: 50, mappings: 100 };

/**
 * How long AWS's rates let an inventory take at least, in seconds: every call of an API one after another at its rate,
 * all APIs side by side, no bursts, no time on the way (domain: apis §16).
 */
export function floorOf({ streams, wires }: Size): { lists: number; whole: number } {
  const lambda = (readers: number) =>
    (Math.ceil(readers / page.functions) + Math.ceil(readers / page.mappings)) / rate('Lambda', 'ListFunctions');
  const lists = Math.max(
    Math.ceil(streams / page.streams) / rate('Kinesis', 'ListStreams'),
    lambda(wires),
    lambda(streams - wires),
  );
  const details = Math.max(
    streams / rate('Kinesis', 'DescribeStreamSummary'),
    streams / rate('Kinesis', 'GetResourcePolicy'),
  );
  return { lists, whole: Math.max(lists, details) };
}

function rate(client: string, command: string): number {
  return publishedRate(client, command, region)?.perSecond ?? Number.POSITIVE_INFINITY;
}
