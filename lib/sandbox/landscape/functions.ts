import { zipOf } from '../lambda/zip';
import { type Build, CONSUMER, PRODUCER, streamArnIn, TOKYO, VIRGINIA } from './builder';
import { type Code, naming, printing, summing, telling, throwing } from './code';

type Piece = {
  name: string;
  account?: string;
  region?: string;
  code: Code;
  description?: string;
  timeout?: number;
  memory?: number;
  daysAgo: number;
  role: Role;
};

/** An execution role: as the console makes it, with a managed policy, or by hand for one stream only. */
type Role = { name: string; path?: string; managed?: string; reads?: string };

const KINESIS = 'AWSLambdaKinesisExecutionRole';
const BASIC = 'AWSLambdaBasicExecutionRole';

const functions: readonly Piece[] = [
  { name: 'kds-reader1', code: printing(), daysAgo: 39, role: console_('kds-reader1-role-q6zcv9kq', KINESIS) },
  {
    name: 'orders-indexer',
    code: telling('indexed order', 'order'),
    description: 'Keeps the order search up to date.',
    timeout: 30,
    memory: 256,
    daysAgo: 58,
    role: console_('orders-indexer-role-4t8w2yfm', BASIC),
  },
  {
    name: 'sessionize',
    code: naming,
    description: 'Cuts clicks into sessions.',
    timeout: 60,
    memory: 512,
    daysAgo: 21,
    role: console_('sessionize-role-b0x7k3ne', KINESIS),
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
    role: console_('telemetry-rollup-role-w9e2m5tz', KINESIS),
  },
  {
    name: 'telemetry-debug',
    code: naming,
    daysAgo: 170,
    role: console_('telemetry-debug-role-71ckd0ua', KINESIS),
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
    role: console_('stock-sync-role-m3p8x1vd', KINESIS),
  },
  {
    name: 'session-scorer',
    code: throwing,
    description: 'Scores web sessions for marketing.',
    timeout: 20,
    memory: 256,
    daysAgo: 170,
    role: console_('session-scorer-role-0hj6r9qs', KINESIS),
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
    role: console_('shipment-notifier-role-e5n1g8ob', KINESIS),
  },
  {
    name: 'heartbeat-watch',
    code: naming,
    daysAgo: 125,
    role: console_('heartbeat-watch-role-2yl4f7ic', KINESIS),
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
    role: console_('nightly-report-role-k8s3z6aw', BASIC),
  },
  {
    name: 'orders-tokyo-indexer',
    region: TOKYO,
    code: telling('indexed order', 'order'),
    daysAgo: 150,
    role: console_('orders-tokyo-indexer-role-x4u9d2rj', KINESIS),
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
    role: console_('clickstream-sampler-role-f6v0h5yn', KINESIS),
  },
];

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** Roles of the consumer that streams name, and that no function runs as. */
const otherRoles = [
  { name: 'price-cache-exec', path: '/catalogue/', managed: KINESIS, daysAgo: 74 },
  { name: 'audit-team-reader', path: '/', managed: BASIC, daysAgo: 300 },
];

export async function makeFunctions(build: Build): Promise<void> {
  for (const role of otherRoles) await makeRole(build, role.daysAgo, CONSUMER, role, VIRGINIA);
  for (const piece of functions) {
    const { name, account = CONSUMER, region = VIRGINIA, code, daysAgo, role } = piece;
    // The role is a little older than its function: it was there first.
    await makeRole(build, daysAgo + 0.01, account, role, region, name);
    await build(daysAgo, { account, region }, 'lambda', 'CreateFunction', {
      FunctionName: name,
      Runtime: code.runtime,
      Handler: code.handler,
      Code: { ZipFile: zipOf(code.files) },
      Role: `arn:aws:iam::${account}:role${role.path ?? '/'}${role.name}`,
      Description: piece.description ?? '',
      Timeout: piece.timeout ?? 3,
      MemorySize: piece.memory ?? 128,
    });
  }
}

export async function makeRole(
  build: Build,
  daysAgo: number,
  account: string,
  { name, path = '/', managed, reads }: Role,
  region: string,
  functionName = name,
): Promise<void> {
  const iam = (operation: string, input: object) =>
    build(daysAgo, { account, region: VIRGINIA }, 'iam', operation, { RoleName: name, ...input });
  await iam('CreateRole', { Path: path, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
  if (managed) await iam('AttachRolePolicy', { PolicyArn: `arn:aws:iam::aws:policy/service-role/${managed}` });
  if (!reads) return;
  const PolicyDocument = JSON.stringify(leastPrivilege(streamArnIn(region, reads), account, functionName), null, 2);
  await iam('PutRolePolicy', { PolicyName: `read-${reads}`, PolicyDocument });
}

function leastPrivilege(stream: string, account: string, functionName: string) {
  const region = stream.split(':')[3];
  const reads = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Action: reads.map((read) => `kinesis:${read}`), Resource: stream },
      { Sid: 'List', Effect: 'Allow', Action: 'kinesis:ListStreams', Resource: '*' },
      {
        Sid: 'Log',
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/${functionName}:*`,
      },
    ],
  };
}

function console_(name: string, managed: string): Role {
  return { name, path: '/service-role/', managed };
}
