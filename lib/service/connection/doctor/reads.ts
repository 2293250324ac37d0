import { readMetrics } from '@/lib/aws/cloudwatch/read';
import { probeRoleReads } from '@/lib/aws/iam/probe-role';
import { probeConsumerReads, probeKeyReads } from '@/lib/aws/kinesis/probe-reads';
import { listStreams, readPolicy, readSummary } from '@/lib/aws/kinesis/read';
import { listFunctions, listMappings, readFunction } from '@/lib/aws/lambda/read';
import { filterEvents } from '@/lib/aws/logs/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { LambdaFunction, Source } from '@/lib/wiring/inventory';
import type { Read, Refusal } from '@/lib/wiring/read';
import { eachOf } from '../../server/each-of';
import { allPermissions } from './commands';
import { cause, fix, policyTypeOf, title, wordsOf } from './verdicts';

/** Something of the account to try the calls on; ARNs of nothing where it has none, since AWS refuses before it looks. */
export type Sample = { streamArn: string; keyId: string; functionArn: string; roleArn: string; logGroup: string };

/** A read, on what it was tried (nothing for a list), and what came of it. */
type Tried = { action: string; on: string; read: Read<unknown> };

const forEver = new AbortController().signal;

/** Tries every kind of read: in each Region once, and IAM once. */
export async function checkReads(
  connection: Connection,
  regions: readonly string[],
): Promise<{ checks: ConnectionCheck[]; sample: Sample }> {
  const found = new Map<string, { checks: ConnectionCheck[]; sample: Sample }>();
  await eachOf(regions, 4, forEver, async (region) => {
    found.set(region, await checkRegionalReads(openSession(connection, region, 'read')));
  });
  const inOrder = regions.flatMap((region) => found.get(region) ?? []);
  const samples = inOrder.map((one) => one.sample);
  const region = regions[0] ?? connection.regions[0] ?? 'us-east-1';
  const session = openSession(connection, region, 'read');
  const sample = samples.find((one) => one.roleArn !== connection.roleArn) ?? samples[0] ?? nothing(session);
  const roleReads = await probeRoleReads(session, sample.roleArn);
  const iam = roleReads.map(({ action, read }) => checkOf(connection, null, { action, on: sample.roleArn, read }));
  return { checks: [...inOrder.flatMap((one) => one.checks), ...iam], sample };
}

async function checkRegionalReads(session: Session): Promise<{ checks: ConnectionCheck[]; sample: Sample }> {
  const [streams, functions, mappings] = await Promise.all([
    firstPage(listStreams(session)),
    firstPage(listFunctions(session)),
    firstPage(listMappings(session)),
  ]);
  const some = sampleOf(session, streams, functions);
  const summary = await readSummary(session, some.streamArn);
  const sample = { ...some, keyId: ownKey(summary) ?? some.keyId };
  const now = Date.now();
  const [consumers, keys, policy, configuration, lines, metrics] = await Promise.all([
    probeConsumerReads(session, sample.streamArn),
    probeKeyReads(session, sample.keyId),
    readPolicy(session, sample.streamArn),
    readFunction(session, sample.functionArn),
    filterEvents(session, { group: sample.logGroup, startTime: now - 60_000, endTime: now }),
    readMetrics(session, [anyMetric], now - 60_000, now),
  ]);
  const tried: Tried[] = [
    { action: 'kinesis:ListStreams', on: '', read: streams },
    { action: 'kinesis:DescribeStreamSummary', on: sample.streamArn, read: summary },
    { action: 'kinesis:GetResourcePolicy', on: sample.streamArn, read: policy },
    ...consumers,
    ...keys,
    { action: 'lambda:ListFunctions', on: '', read: functions },
    { action: 'lambda:ListEventSourceMappings', on: '', read: mappings },
    { action: 'lambda:GetFunctionConfiguration', on: sample.functionArn, read: configuration },
    { action: 'logs:FilterLogEvents', on: sample.logGroup, read: lines },
    { action: 'cloudwatch:GetMetricData', on: '', read: metrics },
  ];
  const { connection, region } = session;
  return { checks: tried.map((one) => checkOf(connection, region, one)), sample };
}

const anyMetric = {
  id: 'check',
  namespace: 'AWS/Lambda',
  metric: 'Invocations',
  dimensions: {},
  statistic: 'Sum',
  periodSeconds: 60,
} as const;

async function firstPage<T>(pages: AsyncGenerator<Read<T>>): Promise<Read<T>> {
  const { value } = await pages.next();
  await pages.return(undefined);
  return value ?? { state: 'absent', at: new Date().toISOString() };
}

/** The customer-managed key of a stream. AWS's own keys have a policy that nobody can change. */
function ownKey(summary: Source['summary']): string | null {
  if (summary.state !== 'known' || summary.value.encryption.type !== 'KMS') return null;
  const { keyId } = summary.value.encryption;
  return keyId.includes('alias/aws/') ? null : keyId;
}

function sampleOf(session: Session, streams: Read<Source[]>, functions: Read<LambdaFunction[]>): Sample {
  const none = nothing(session);
  const stream = streams.state === 'known' ? streams.value[0] : undefined;
  const reader = functions.state === 'known' ? functions.value[0] : undefined;
  return {
    streamArn: stream?.arn ?? none.streamArn,
    keyId: none.keyId,
    functionArn: reader?.arn ?? none.functionArn,
    roleArn: reader?.roleArn || none.roleArn,
    logGroup: none.logGroup,
  };
}

function nothing({ connection, region }: Session): Sample {
  const { partition, accountId } = arnOf(connection.roleArn);
  return {
    streamArn: `arn:${partition}:kinesis:${region}:${accountId}:stream/tributary-check`,
    keyId: `arn:${partition}:kms:${region}:${accountId}:key/00000000-0000-4000-8000-000000000000`,
    functionArn: `arn:${partition}:lambda:${region}:${accountId}:function:tributary-check`,
    roleArn: connection.roleArn,
    logGroup: '/aws/lambda/tributary-check',
  };
}

/**
 * Every single call is stopped by a service control policy: the account is suspended, or was put under one that allows
 * nothing (domain: failures F139). `null` where anything at all may be read.
 */
export function barredAccount({ accountId }: Connection, reads: readonly ConnectionCheck[]): ConnectionCheck | null {
  const isBarred = reads.every((check) => check.state === 'failed' && check.cause?.values?.type === 'scp');
  if (!isBarred || reads.length === 0) return null;
  const values = { account: accountId };
  return {
    id: 'account-barred',
    title: title('accountBarred', values),
    state: 'failed',
    cause: cause('accountBarred', values),
    evidence: reads[0]?.evidence ?? '',
    fix: fix('accountBarred', values, {
      command: `aws organizations describe-account --account-id ${accountId}`,
    }),
  };
}

/** "There is no such thing" is an answer: the read itself was allowed. */
function checkOf(connection: Connection, region: string | null, { action, on, read }: Tried): ConnectionCheck {
  const id = region === null ? `read:${action}` : `read:${action}:${region}`;
  const base = { id, title: title(region === null ? 'read' : 'readIn', { action, region: region ?? '' }) };
  if (read.state === 'known' || read.state === 'absent') return { ...base, state: 'passed', evidence: on };
  const evidence = wordsOf(read);
  if (read.state !== 'refused') return { ...base, state: 'unknown', cause: cause('readFailed', { action }), evidence };
  return { ...base, state: 'failed', evidence, ...refusedBy(connection, action, read.refusal) };
}

function refusedBy(connection: Connection, action: string, refusal: Refusal): Pick<ConnectionCheck, 'cause' | 'fix'> {
  const values = { action, role: connection.roleArn };
  const type = policyTypeOf(refusal);
  if (type !== null && type !== 'identity') {
    return { cause: cause('forbidden', { ...values, type }), fix: fix('changePolicy', { ...values, type }) };
  }
  // Whatever is allowed beside it, a deny stands.
  if (/explicit deny/.test(refusal.message)) {
    return { cause: cause('denied', values), fix: fix('removeDeny', values) };
  }
  return { cause: cause('readRefused', values), fix: fix('allowAction', values, allPermissions(connection)) };
}
