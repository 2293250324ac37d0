import { CONSUMER, PRODUCER, VIRGINIA } from '../../landscape/builder';
import type { Build } from '../../landscape/landscape';
import { streamArnIn } from './stream-arn';

type FanOut = { stream: string; consumer: string; sid: string; role: string; function: string; daysAgo: number };

const PRODUCER_PLACE = { account: PRODUCER, region: VIRGINIA };

/** Wires through registered consumers. Their streams are shared where all others are. */
const wires: readonly FanOut[] = [
  {
    stream: 'search-queries',
    consumer: 'search-trends',
    sid: 'Trends',
    role: 'service-role/search-trends-role-h2v7q9lc',
    function: 'search-trends',
    daysAgo: 116,
  },
  {
    stream: 'billing-events',
    consumer: 'invoice-builder',
    sid: 'InvoiceBuilder',
    role: 'payments/invoice-builder-exec',
    function: 'invoice-builder',
    daysAgo: 216,
  },
  {
    stream: 'ad-impressions',
    consumer: 'attribution',
    sid: 'Attribution',
    role: 'service-role/attribution-builder-role-c8w1f6pr',
    function: 'attribution-builder',
    daysAgo: 63,
  },
  {
    stream: 'subscriptions',
    consumer: 'churn-model',
    sid: 'Churn',
    role: 'science/churn-model-exec',
    function: 'churn-model',
    daysAgo: 137,
  },
];

export async function makeFanOut(build: Build): Promise<void> {
  for (const { stream, consumer, sid, role, daysAgo, function: FunctionName } of wires) {
    const arn = await register(build, daysAgo, stream, consumer);
    const statement = {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${CONSUMER}:role/${role}` },
      Action: ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'],
      Resource: arn,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
    await build(daysAgo, PRODUCER_PLACE, 'kinesis', 'PutResourcePolicy', { ResourceARN: arn, Policy });
    await build(daysAgo, { account: CONSUMER, region: VIRGINIA }, 'lambda', 'CreateEventSourceMapping', {
      EventSourceArn: arn,
      FunctionName,
      StartingPosition: 'TRIM_HORIZON',
      MetricsConfig: { Metrics: ['EventCount'] },
    });
  }
}

/** Takes a consumer away and puts one of the same name into its place: a new one, which nobody may use. */
export async function registerAnew(build: Build, daysAgo: number, stream: string, consumer: string): Promise<void> {
  const input = { StreamARN: streamArnIn(VIRGINIA, stream), ConsumerName: consumer };
  await build(daysAgo, PRODUCER_PLACE, 'kinesis', 'DeregisterStreamConsumer', input);
  await register(build, daysAgo, stream, consumer);
}

async function register(build: Build, daysAgo: number, stream: string, ConsumerName: string): Promise<string> {
  const input = { StreamARN: streamArnIn(VIRGINIA, stream), ConsumerName };
  const answer = await build(daysAgo, PRODUCER_PLACE, 'kinesis', 'RegisterStreamConsumer', input);
  return (answer as { Consumer: { ConsumerARN: string } }).Consumer.ConsumerARN;
}
