import type { Sample } from '@/lib/aws/policy-thing';
import { type AwsServices, executionPoliciesOf } from '@/lib/aws/service';
import { openSession } from '@/lib/aws/session/open-session';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { Refusal } from '@/lib/wiring/read';
import { policyTypeOf } from '@/lib/wiring/refused-by';
import { eachOf } from '../../server/each-of';
import { allPermissions } from './commands';
import { finders, type Tried, tryReads } from './try-reads';
import { cause, fix, title, wordsOf } from './verdicts';

const forEver = new AbortController().signal;

/** Tries every read: in each Region once, and what is the same everywhere once. */
export async function checkReads(
  connection: Connection,
  regions: readonly string[],
  services: AwsServices,
): Promise<{ checks: ConnectionCheck[]; sample: Sample }> {
  const regional = services.filter(({ isGlobal }) => !isGlobal);
  const tryIn = (region: string, some: AwsServices, sample: Sample) =>
    tryReads(openSession(connection, region, 'read', services), some, sample);
  const found = new Map<string, { tried: Tried[]; sample: Sample }>();
  await eachOf(regions, 4, forEver, async (region) => {
    found.set(region, await tryIn(region, regional, nothing(connection, region, services)));
  });
  const inOrder = regions.flatMap((region) => {
    const one = found.get(region);
    return one ? [{ region, ...one }] : [];
  });
  const checks = inOrder.flatMap(({ region, tried }) => tried.map((one) => checkOf(connection, region, one, services)));
  const region = regions[0] ?? connection.regions[0] ?? 'us-east-1';
  const global = services.filter(({ isGlobal }) => isGlobal);
  const sample = bestSample(inOrder, global, regional) ?? nothing(connection, region, services);
  const once = await tryIn(region, global, sample);
  return { checks: [...checks, ...once.tried.map((one) => checkOf(connection, null, one, services))], sample };
}

/** The first Region where all was found that the global services are tried on, else the first. */
function bestSample(
  samples: readonly { sample: Sample }[],
  global: AwsServices,
  regional: AwsServices,
): Sample | undefined {
  const wanted = global.flatMap(({ probes }) => Object.values(probes).flatMap(({ on }) => on ?? []));
  const findable = wanted.filter((thing) => finders(regional, thing).length > 0);
  const best = samples.find(({ sample }) => findable.every((thing) => sample.found.has(thing)));
  return (best ?? samples[0])?.sample;
}

function nothing({ roleArn }: Connection, region: string, services: AwsServices): Sample {
  const { partition, accountId } = arnOf(roleArn);
  const place = { partition, accountId, region, roleArn, executionPolicies: executionPoliciesOf(services) };
  return { place, found: new Map() };
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
function checkOf(
  connection: Connection,
  region: string | null,
  { action, on, read }: Tried,
  services: AwsServices,
): ConnectionCheck {
  const id = region === null ? `read:${action}` : `read:${action}:${region}`;
  const base = { id, title: title(region === null ? 'read' : 'readIn', { action, region: region ?? '' }) };
  if (read.state === 'known' || read.state === 'absent') return { ...base, state: 'passed', evidence: on };
  const evidence = wordsOf(read);
  if (read.state !== 'refused') return { ...base, state: 'unknown', cause: cause('readFailed', { action }), evidence };
  return { ...base, state: 'failed', evidence, ...refusedBy(connection, action, read.refusal, services) };
}

function refusedBy(
  connection: Connection,
  action: string,
  refusal: Refusal,
  services: AwsServices,
): Pick<ConnectionCheck, 'cause' | 'fix'> {
  const values = { action, role: connection.roleArn };
  const type = policyTypeOf(refusal);
  if (type !== null && type !== 'identity') {
    return { cause: cause('forbidden', { ...values, type }), fix: fix('changePolicy', { ...values, type }) };
  }
  // Whatever is allowed beside it, a deny stands.
  if (/explicit deny/.test(refusal.message)) {
    return { cause: cause('denied', values), fix: fix('removeDeny', values) };
  }
  return { cause: cause('readRefused', values), fix: fix('allowAction', values, allPermissions(connection, services)) };
}
