import type { Attempt } from '@/lib/aws/sts/attempt';
import { attemptAsHub, type Hub } from '@/lib/aws/sts/hub';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import { type CauseCode, cause, type Finding, type FixCode, fact, fix, title, wordsOf } from './verdicts';

/** AWS refuses a signature that is older or younger (domain: failures F91). */
const skewSeconds = 300;

/** Does Tributary know who it is, does it agree with AWS on the time, and is its Region on? */
export async function checkHub(
  connection: Connection,
  region: string,
): Promise<{ checks: ConnectionCheck[]; hub: Hub | null }> {
  const attempt = await attemptAsHub(connection.sandbox, region);
  const checks = (identity: Finding, clock: Finding): ConnectionCheck[] => [
    { id: 'hub-identity', title: title('hubIdentity'), ...identity },
    { id: 'clock', title: title('clock'), ...clock },
  ];
  if (attempt.read.state === 'known') {
    const identity: Finding = { state: 'passed', evidence: attempt.read.value.arn };
    return { checks: checks(identity, clockFinding(attempt)), hub: attempt.read.value };
  }
  const evidence = wordsOf(attempt.read);
  if (isSkewed(attempt, evidence)) {
    const explained: Finding = { state: 'skipped', cause: cause('refusedFirst'), evidence: '' };
    return { checks: checks(explained, { ...clockFinding(attempt), evidence }), hub: null };
  }
  const off = await findRegionOff(connection, region, attempt);
  if (off)
    return { checks: [...checks({ state: 'passed', evidence: off.arn }, clockFinding(attempt)), off.check], hub: null };
  return { checks: checks(unknownHub(attempt, evidence), clockFinding(attempt)), hub: null };
}

function unknownHub({ code }: Attempt<Hub>, evidence: string): Finding {
  const failed = (key: CauseCode, fixKey: FixCode): Finding => ({
    state: 'failed',
    cause: cause(key),
    evidence,
    fix: fix(fixKey, {}, { command: 'aws sts get-caller-identity' }),
  });
  if (/CredentialsProvider|TokenProvider/.test(code ?? '')) return failed('noHubCredentials', 'giveHubCredentials');
  if (/^ExpiredToken|TokenRefreshRequired/.test(code ?? '')) return failed('hubExpired', 'renewHubCredentials');
  if (/^(InvalidClientTokenId|UnrecognizedClient)/.test(code ?? '')) return failed('hubKeyUnknown', 'replaceHubKey');
  if (/^(SignatureDoesNotMatch|InvalidSignature)/.test(code ?? '')) return failed('hubSecretWrong', 'replaceHubKey');
  return { ...failed('hubUnreached', 'reachSts'), fix: fix('reachSts') };
}

function isSkewed({ code, aheadSeconds }: Attempt<Hub>, words: string): boolean {
  if (
    /Signature (expired|not yet current)|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture/.test(
      `${words} ${code}`,
    )
  )
    return true;
  return /^(SignatureDoesNotMatch|InvalidSignature)/.test(code ?? '') && Math.abs(aheadSeconds ?? 0) > skewSeconds;
}

function clockFinding({ aheadSeconds }: Attempt<Hub>): Finding {
  if (aheadSeconds === null) return { state: 'unknown', cause: cause('clockUnread'), evidence: '' };
  const facts = [fact('clock', { seconds: Math.abs(aheadSeconds), side: aheadSeconds < 0 ? 'behind' : 'ahead' })];
  if (Math.abs(aheadSeconds) <= skewSeconds) return { state: 'passed', evidence: '', facts };
  const values = { minutes: Math.round(Math.abs(aheadSeconds) / 60), side: aheadSeconds < 0 ? 'behind' : 'ahead' };
  const command = 'sudo timedatectl set-ntp true';
  return {
    state: 'failed',
    cause: cause('clockSkewed', values),
    evidence: '',
    facts,
    fix: fix('setClock', {}, { command }),
  };
}

/** A Region that is on in every account of the partition. */
const always: Record<string, string> = { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/** Keys that one Region does not know and another does belong to an account that has the first switched off (F138). */
async function findRegionOff(
  connection: Connection,
  region: string,
  { code, read }: Attempt<Hub>,
): Promise<{ arn: string; check: ConnectionCheck } | null> {
  const home = always[arnOf(connection.roleArn).partition];
  if (home === undefined || home === region) return null;
  if (!/^(InvalidClientTokenId|UnrecognizedClient)/.test(code ?? '')) return null;
  const there = await attemptAsHub(connection.sandbox, home);
  if (there.read.state !== 'known') return null;
  const { accountId, arn } = there.read.value;
  const values = { region, account: accountId, home };
  const check: ConnectionCheck = {
    id: `region:${region}`,
    title: title('region', { region }),
    state: 'failed',
    cause: cause('hubRegionOff', values),
    evidence: wordsOf(read),
    facts: [fact('knownElsewhere', values)],
    fix: fix('hubRegionOff', values, { command: `aws account enable-region --region-name ${region}` }),
  };
  return { arn, check };
}
