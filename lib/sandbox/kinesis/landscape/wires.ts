import { CONSUMER, PRODUCER, TOKYO, VIRGINIA } from '../../landscape/builder';
import type { Build } from '../../landscape/landscape';
import { streamArnIn } from './stream-arn';

const READS = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
];
/** What the console's visual editor grants for shared reading: it leaves out `DescribeStream`. */
const READS_BY_CONSOLE = READS.slice(1);

type Grant = { stream: string; region?: string; sid: string; role: string; actions?: string[]; daysAgo: number };

const grants: readonly Grant[] = [
  {
    stream: 'kds-sharing-example1',
    sid: 'ReadStatement',
    role: 'service-role/kds-reader1-role-q6zcv9kq',
    actions: READS_BY_CONSOLE,
    daysAgo: 38,
  },
  { stream: 'payments-ledger', sid: 'LedgerProjector', role: 'payments/ledger-projector-exec', daysAgo: 338 },
  { stream: 'telemetry', sid: 'Rollup', role: 'service-role/telemetry-rollup-role-w9e2m5tz', daysAgo: 189 },
  { stream: 'telemetry', sid: 'Debug', role: 'service-role/telemetry-debug-role-71ckd0ua', daysAgo: 169 },
  { stream: 'audit-trail', sid: 'Archive', role: 'security/audit-archiver-exec', daysAgo: 298 },
  { stream: 'inventory-updates', sid: 'StockSync', role: 'service-role/stock-sync-role-m3p8x1vd', daysAgo: 249 },
  { stream: 'web-sessions', sid: 'Scoring', role: 'service-role/session-scorer-role-0hj6r9qs', daysAgo: 169 },
  { stream: 'fraud-signals', sid: 'FraudAlerts', role: 'risk/fraud-alerts-exec', daysAgo: 139 },
  { stream: 'shipment-events', sid: 'Notifier', role: 'service-role/shipment-notifier-role-e5n1g8ob', daysAgo: 209 },
  { stream: 'device-heartbeats', sid: 'Watch', role: 'service-role/heartbeat-watch-role-2yl4f7ic', daysAgo: 124 },
  { stream: 'refunds', sid: 'RefundMailer', role: 'payments/refund-mailer-exec', daysAgo: 89 },
  { stream: 'price-changes', sid: 'PriceCache', role: 'catalogue/price-cache-exec', daysAgo: 73 },
  { stream: 'loyalty-points', sid: 'LoyaltyMailer', role: 'loyalty-mailer-exec', daysAgo: 99 },
  { stream: 'search-queries', sid: 'Trends', role: 'service-role/search-trends-role-h2v7q9lc', daysAgo: 117 },
  { stream: 'billing-events', sid: 'InvoiceBuilder', role: 'payments/invoice-builder-exec', daysAgo: 217 },
  { stream: 'customer-changes', sid: 'CrmSync', role: 'service-role/crm-sync-role-j5t2n8we', daysAgo: 278 },
  { stream: 'ad-impressions', sid: 'Attribution', role: 'service-role/attribution-builder-role-c8w1f6pr', daysAgo: 64 },
  { stream: 'subscriptions', sid: 'Churn', role: 'science/churn-model-exec', daysAgo: 138 },
  { stream: 'support-tickets', sid: 'TicketRouter', role: 'service-role/ticket-router-role-s1d6y0kb', daysAgo: 198 },
  { stream: 'price-quotes', sid: 'QuoteCache', role: 'service-role/quote-cache-role-u9m4c3xz', daysAgo: 168 },
  {
    stream: 'orders-tokyo',
    region: TOKYO,
    sid: 'Indexer',
    role: 'service-role/orders-tokyo-indexer-role-x4u9d2rj',
    daysAgo: 149,
  },
];

/** Written by hand years ago by another team, and not to be touched. */
const AUDIT_TEAM = `{
\t"Version" : "2012-10-17" ,
\t"Id"      : "clickstream-sharing" ,
\t"Statement" : [ {
\t\t"Sid"       : "AuditTeamRead" ,
\t\t"Effect"    : "Allow" ,
\t\t"Principal" : { "AWS" : [ "arn:aws:iam::${CONSUMER}:role/audit-team-reader" ] } ,

\t\t"Action"    : [ "kinesis:DescribeStreamSummary",
\t\t                "kinesis:GetRecords" ,  "kinesis:GetShardIterator",
\t\t                "kinesis:ListShards" ] ,
\t\t"Resource"  : "${streamArnIn(VIRGINIA, 'clickstream')}"
\t} ]
}
`;

type Wire = {
  stream: string;
  function: string;
  account?: string;
  region?: string;
  daysAgo: number;
  options?: object;
};

const wires: readonly Wire[] = [
  {
    stream: 'payments-ledger',
    function: 'ledger-projector',
    daysAgo: 336,
    options: {
      BatchSize: 50,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['EventCount'] },
    },
  },
  {
    stream: 'telemetry',
    function: 'telemetry-rollup',
    daysAgo: 188,
    options: { BatchSize: 500, MaximumBatchingWindowInSeconds: 5, MetricsConfig: { Metrics: ['EventCount'] } },
  },
  { stream: 'telemetry', function: 'telemetry-debug', daysAgo: 168, options: { Enabled: false } },
  { stream: 'inventory-updates', function: 'stock-sync', daysAgo: 248 },
  { stream: 'web-sessions', function: 'session-scorer', daysAgo: 168 },
  {
    stream: 'fraud-signals',
    function: 'fraud-alerts',
    daysAgo: 138,
    options: { BatchSize: 10, MetricsConfig: { Metrics: ['EventCount'] } },
  },
  {
    stream: 'shipment-events',
    function: 'shipment-notifier',
    daysAgo: 208,
    options: {
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"event":["DELIVERD"]}}' }] },
      MetricsConfig: { Metrics: ['EventCount'] },
    },
  },
  { stream: 'device-heartbeats', function: 'heartbeat-watch', daysAgo: 123 },
  { stream: 'refunds', function: 'refund-mailer', daysAgo: 88 },
  { stream: 'loyalty-points', function: 'loyalty-mailer', daysAgo: 98 },
  { stream: 'customer-changes', function: 'crm-sync', daysAgo: 277 },
  { stream: 'support-tickets', function: 'ticket-router', daysAgo: 197 },
  { stream: 'price-quotes', function: 'quote-cache', daysAgo: 167 },
  { stream: 'orders-tokyo', function: 'orders-tokyo-indexer', region: TOKYO, daysAgo: 148 },
  { stream: 'payments-ledger', function: 'payments-ledger-archiver', account: PRODUCER, daysAgo: 329 },
  { stream: 'clickstream', function: 'clickstream-sampler', account: PRODUCER, daysAgo: 238 },
];

export async function makeWires(build: Build): Promise<void> {
  for (const { daysAgo, region = VIRGINIA, stream } of grants) {
    const soFar = grants.filter((grant) => grant.stream === stream && grant.daysAgo >= daysAgo);
    await putPolicy(build, daysAgo, { region, stream }, policyText(region, stream, soFar));
  }
  await putPolicy(build, 290, { region: VIRGINIA, stream: 'clickstream' }, AUDIT_TEAM);
  for (const { stream, account = CONSUMER, region = VIRGINIA, daysAgo, options, function: name } of wires) {
    await build(daysAgo, { account, region }, 'lambda', 'CreateEventSourceMapping', {
      EventSourceArn: streamArnIn(region, stream),
      FunctionName: name,
      StartingPosition: 'TRIM_HORIZON',
      ...options,
    });
  }
}

/** How a granted right was lost again: the statement was saved anew from the console. */
export function consolePolicy(stream: string, sid: string, role: string): string {
  return policyText(VIRGINIA, stream, [{ sid, role, actions: READS_BY_CONSOLE }]);
}

export async function putPolicy(
  build: Build,
  daysAgo: number,
  { region, stream }: { region: string; stream: string },
  Policy: string,
): Promise<void> {
  const ResourceARN = streamArnIn(region, stream);
  await build(daysAgo, { account: PRODUCER, region }, 'kinesis', 'PutResourcePolicy', { ResourceARN, Policy });
}

function policyText(
  region: string,
  stream: string,
  statements: readonly Pick<Grant, 'sid' | 'role' | 'actions'>[],
): string {
  const Statement = statements.map(({ sid, role, actions = READS }) => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${CONSUMER}:role/${role}` },
    Action: actions,
    Resource: streamArnIn(region, stream),
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
}
