import { CONSUMER, PRODUCER, TOKYO, VIRGINIA } from '../../landscape/builder';
import { type Configuration, makeFunction } from '../../landscape/functions';
import type { Build } from '../../landscape/landscape';
import { BASIC, consoleRole } from '../../landscape/roles';
import { naming, printing, showing, summing, telling, throwing } from './code';
import type { Keys } from './keys';
import { KINESIS, makeRole, type Role } from './roles';

type Piece = Configuration & { account?: string; region?: string; daysAgo: number; role: Role };

const functions: readonly Piece[] = [
  { name: 'kds-reader1', code: printing(), daysAgo: 39, role: consoleRole('kds-reader1-role-q6zcv9kq', KINESIS) },
  {
    name: 'orders-indexer',
    code: telling('indexed order', 'order'),
    description: 'Keeps the order search up to date.',
    timeout: 30,
    memory: 256,
    daysAgo: 58,
    role: consoleRole('orders-indexer-role-4t8w2yfm', BASIC),
  },
  {
    name: 'sessionize',
    code: naming,
    description: 'Cuts clicks into sessions.',
    timeout: 60,
    memory: 512,
    daysAgo: 21,
    role: consoleRole('sessionize-role-b0x7k3ne', KINESIS),
  },
  {
    name: 'ledger-projector',
    code: telling('booked payment', 'payment'),
    description: 'Projects payments into the ledger read model.',
    timeout: 30,
    memory: 256,
    daysAgo: 340,
    role: { name: 'ledger-projector-exec', path: '/payments/', reads: 'payments-ledger' },
  },
  {
    name: 'telemetry-rollup',
    code: summing,
    timeout: 60,
    daysAgo: 190,
    role: consoleRole('telemetry-rollup-role-w9e2m5tz', KINESIS),
  },
  {
    name: 'telemetry-debug',
    code: naming,
    daysAgo: 170,
    role: consoleRole('telemetry-debug-role-71ckd0ua', KINESIS),
  },
  {
    name: 'audit-archiver',
    code: naming,
    description: 'Archives the audit trail.',
    daysAgo: 300,
    role: { name: 'audit-archiver-exec', path: '/security/', reads: 'audit-trail' },
  },
  {
    name: 'stock-sync',
    code: telling('synced stock of', 'sku'),
    timeout: 15,
    daysAgo: 250,
    role: consoleRole('stock-sync-role-m3p8x1vd', KINESIS),
  },
  {
    name: 'session-scorer',
    code: throwing,
    description: 'Scores web sessions for marketing.',
    timeout: 20,
    memory: 256,
    daysAgo: 170,
    role: consoleRole('session-scorer-role-0hj6r9qs', KINESIS),
  },
  {
    name: 'fraud-alerts',
    code: telling('weighed signal', 'signal'),
    timeout: 10,
    daysAgo: 140,
    role: { name: 'fraud-alerts-exec', path: '/risk/', reads: 'fraud-signals' },
  },
  {
    name: 'shipment-notifier',
    code: telling('told the customer of', 'shipment'),
    daysAgo: 210,
    role: consoleRole('shipment-notifier-role-e5n1g8ob', KINESIS),
  },
  {
    name: 'heartbeat-watch',
    code: naming,
    daysAgo: 125,
    role: consoleRole('heartbeat-watch-role-2yl4f7ic', KINESIS),
  },
  {
    name: 'refund-mailer',
    code: telling('mailed refund', 'refund'),
    daysAgo: 90,
    role: { name: 'refund-mailer-exec', path: '/payments/', reads: 'refunds' },
  },
  {
    name: 'loyalty-mailer',
    code: telling('wrote to member', 'member'),
    daysAgo: 100,
    role: { name: 'loyalty-mailer-exec', managed: KINESIS },
  },
  {
    name: 'nightly-report',
    code: naming,
    description: 'Started by a schedule.',
    timeout: 900,
    memory: 1024,
    daysAgo: 400,
    role: consoleRole('nightly-report-role-k8s3z6aw', BASIC),
  },
  {
    name: 'orders-tokyo-indexer',
    region: TOKYO,
    code: telling('indexed order', 'order'),
    daysAgo: 150,
    role: consoleRole('orders-tokyo-indexer-role-x4u9d2rj', KINESIS),
  },
  {
    name: 'kds-cross-account-stream-efo-consumer',
    code: showing,
    description: 'Shows what the other account puts on its stream.',
    timeout: 60,
    daysAgo: 32,
    role: { name: 'kds-cross-account-stream-consumer-lambda-execution-role', managed: BASIC },
  },
  {
    name: 'search-trends',
    code: telling('counted search for', 'term'),
    daysAgo: 118,
    role: { ...consoleRole('search-trends-role-h2v7q9lc', KINESIS), fansOut: 'search-queries' },
  },
  {
    name: 'invoice-builder',
    code: telling('billed', 'charge'),
    description: 'Builds invoices from charges.',
    timeout: 30,
    daysAgo: 218,
    role: {
      name: 'invoice-builder-exec',
      path: '/payments/',
      managed: KINESIS,
      fansOut: 'billing-events',
      decrypts: 'billing-events',
    },
  },
  {
    name: 'crm-sync',
    code: telling('synced customer', 'customer'),
    daysAgo: 279,
    role: { ...consoleRole('crm-sync-role-j5t2n8we', KINESIS), decrypts: 'customer-data' },
  },
  {
    name: 'attribution-builder',
    code: telling('attributed', 'campaign'),
    daysAgo: 65,
    role: { ...consoleRole('attribution-builder-role-c8w1f6pr', KINESIS), fansOut: 'ad-impressions' },
  },
  {
    name: 'churn-model',
    code: telling('scored', 'member'),
    description: 'Feeds the churn model.',
    memory: 512,
    daysAgo: 139,
    role: {
      name: 'churn-model-exec',
      path: '/science/',
      managed: KINESIS,
      fansOut: 'subscriptions',
      decrypts: 'subscriptions',
    },
  },
  {
    name: 'ticket-router',
    code: telling('routed ticket', 'ticket'),
    daysAgo: 199,
    role: { ...consoleRole('ticket-router-role-s1d6y0kb', KINESIS), decrypts: 'support' },
  },
  {
    name: 'quote-cache',
    code: telling('cached quote', 'quote'),
    daysAgo: 169,
    role: { ...consoleRole('quote-cache-role-u9m4c3xz', KINESIS), decrypts: 'quotes' },
  },
  {
    name: 'payments-ledger-archiver',
    account: PRODUCER,
    code: naming,
    description: 'Copies the ledger into cold storage.',
    timeout: 120,
    daysAgo: 330,
    role: { name: 'payments-ledger-archiver-exec', reads: 'payments-ledger' },
  },
  {
    name: 'clickstream-sampler',
    account: PRODUCER,
    code: naming,
    daysAgo: 240,
    role: consoleRole('clickstream-sampler-role-f6v0h5yn', KINESIS),
  },
];

/** Roles of the consumer that streams name, and that no function runs as. */
const otherRoles = [
  { name: 'price-cache-exec', path: '/catalogue/', managed: KINESIS, daysAgo: 74 },
  { name: 'audit-team-reader', path: '/', managed: BASIC, daysAgo: 300 },
];

export async function makeFunctions(build: Build, keys: Keys): Promise<void> {
  const home = { account: CONSUMER, region: VIRGINIA };
  for (const role of otherRoles) await makeRole(build, keys, { ...role, place: home });
  for (const { account = CONSUMER, region = VIRGINIA, daysAgo, role, ...configuration } of functions) {
    const place = { account, region };
    // The role is a little older than its function: it was there first.
    await makeRole(build, keys, { ...role, daysAgo: daysAgo + 0.01, place, functionName: configuration.name });
    const arn = `arn:aws:iam::${account}:role${role.path ?? '/'}${role.name}`;
    await makeFunction(build, daysAgo, place, arn, configuration);
  }
}
