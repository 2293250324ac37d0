import type { AwsServices } from '@/lib/aws/service';
import { openSession } from '@/lib/aws/session/open-session';
import { readIdentity } from '@/lib/aws/sts/identity';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import { eachOf } from '../../server/each-of';
import { cause, fact, fix, title, wordsOf } from './verdicts';

const forEver = new AbortController().signal;

/** Can each Region that the connection names be reached? In the connection's order. */
export async function checkRegions(connection: Connection, services: AwsServices): Promise<ConnectionCheck[]> {
  const checks = new Map<string, ConnectionCheck>();
  await eachOf(connection.regions, 4, forEver, async (region) => {
    checks.set(region, await checkRegion(connection, region, services));
  });
  return connection.regions.flatMap((region) => checks.get(region) ?? []);
}

async function checkRegion(connection: Connection, region: string, services: AwsServices): Promise<ConnectionCheck> {
  const base = { id: `region:${region}`, title: title('region', { region }) };
  const identity = await readIdentity(openSession(connection, region, 'read', services));
  if (identity.state === 'known') return { ...base, state: 'passed', evidence: identity.value.arn };
  const evidence = wordsOf(identity);
  // An opt-in Region that is off knows no credentials of the account.
  const unknown = /security token included in the request is invalid/i.test(evidence);
  const off = unknown || /not activated|disabled|ENOTFOUND/i.test(evidence);
  const key = off ? 'regionOff' : 'regionUnreached';
  const facts = unknown ? [fact('knownElsewhere', { home: connection.regions[0] ?? '' })] : [];
  const command = off ? `aws account enable-region --region-name ${region}` : undefined;
  return {
    ...base,
    state: 'failed',
    cause: cause(key, { region }),
    evidence,
    facts,
    fix: fix(key, { region }, { command }),
  };
}
