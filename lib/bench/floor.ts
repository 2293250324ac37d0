import { publishedRate } from '@/lib/aws/session/published-rates';
import type { Size } from './made-world';

const region = 'us-east-1';

/** How many things a full page of each list holds (domain: apis §2, §5). */
const page = { streams: 100, functions: 50, mappings: 100 };

/**
 * How long AWS's rates let an inventory take at least, in seconds, where every limit is `times` as large: every call of
 * an API as soon as its bucket, full at first, holds a token; all APIs side by side; no time on the way (domain: apis
 * §16, which counts no full bucket and so is a second longer).
 */
export function floorOf({ streams, wires }: Size, times: number): { lists: number; whole: number } {
  const ofLambda = (readers: number) =>
    floorOfCalls('Lambda', 'ListFunctions', pages(readers, page.functions) + pages(readers, page.mappings), times);
  const lists = Math.max(
    floorOfCalls('Kinesis', 'ListStreams', pages(streams, page.streams), times),
    ofLambda(wires),
    ofLambda(streams - wires),
  );
  const details = ['DescribeStreamSummary', 'GetResourcePolicy'].map((call) =>
    floorOfCalls('Kinesis', call, streams, times),
  );
  return { lists, whole: Math.max(lists, ...details) };
}

function floorOfCalls(client: string, command: string, calls: number, times: number): number {
  const perSecond = (publishedRate(client, command, region)?.perSecond ?? Number.POSITIVE_INFINITY) * times;
  return Math.max(0, (calls - perSecond) / perSecond);
}

function pages(things: number, inOne: number): number {
  return Math.ceil(things / inOne);
}
