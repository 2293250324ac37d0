import type * as sts from '@aws-sdk/client-sts';
import { sessionCaller } from '../credentials';
import { accessDenied, subjectOf } from '../enforce';
import { checkIdentityPolicy, malformed } from '../iam/documents';
import { dateOf } from '../iam/entities';
import { managedPolicy } from '../iam/grants';
import { seen } from '../iam/propagation';
import { roleByArn } from '../iam/state';
import { secretOf, uniqueId } from '../iam/unique-id';
import { type Ask, type Call, type CallerSession, Fault, type Operation } from '../service';
import { stsIsActive } from '../surroundings';
import { checkAssumeRole } from './assume-role-input';
import { packedPercent } from './packed-policy';
import { temporaryKeys } from './sessions';

const closed = '{"Version":"2012-10-17","Statement":[]}';

/** AssumeRole: both sides are asked, and a role that does not exist is refused like one that does not trust. */
export const assumeRole: Operation<sts.AssumeRoleRequest, sts.AssumeRoleResponse> = {
  effect: 'session',
  limit: () => ({ bucket: 'sts', perSecond: 600 }),
  asks: (input, call) => {
    checkAssumeRole(input);
    const tagged = Object.keys(sessionTags(input, call)).length > 0;
    const identified = sourceIdentity(input, call) !== undefined;
    const actions = [
      'sts:AssumeRole',
      ...(tagged ? ['sts:TagSession'] : []),
      ...(identified ? ['sts:SetSourceIdentity'] : []),
    ];
    return actions.map((action) => assumeAsk(action, input, call));
  },
  run: (input, call) => {
    const found = roleByArn(call.world, String(input.RoleArn));
    const grants = found && seen(found.role.grants, call.clock);
    if (!found || !grants) throw refused(input, call, 'sts:AssumeRole');
    const { role, accountId } = found;
    checkRegion(call, accountId);
    const seconds = input.DurationSeconds ?? 3600;
    const chained = call.caller.session !== undefined;
    checkDuration(seconds, grants.maxSessionSeconds, chained);
    const policies = sessionPolicies(input, call, accountId);
    const tags = sessionTags(input, call);
    const expiresAt = call.clock.now() + seconds * 1000;
    const identity = sourceIdentity(input, call);
    const session: CallerSession = {
      roleArn: role.arn,
      roleUniqueId: role.id,
      name: String(input.RoleSessionName),
      policies,
      tags,
      transitiveTagKeys: [...(call.caller.session?.transitiveTagKeys ?? []), ...(input.TransitiveTagKeys ?? [])],
      expiresAt,
      chained,
      ...(identity === undefined ? {} : { sourceIdentity: identity }),
    };
    role.lastUsed = { at: call.clock.now(), region: call.region };
    const packed = packedPercent(policies, tags);
    const { arn } = sessionCaller(session, accountId, '').principal as { arn: string };
    return {
      Credentials: credentials(session, accountId, call),
      AssumedRoleUser: { AssumedRoleId: `${role.id}:${session.name}`, Arn: arn },
      ...(packed === null ? {} : { PackedPolicySize: packed }),
      ...(identity === undefined ? {} : { SourceIdentity: identity }),
    };
  },
};

function assumeAsk(action: string, input: sts.AssumeRoleRequest, call: Call): Ask {
  const resource = String(input.RoleArn);
  const found = roleByArn(call.world, resource);
  const identity = sourceIdentity(input, call);
  const tags = sessionTags(input, call);
  const requestTags = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  return {
    action,
    resource,
    resourceAccount: resource.split(':')[4] ?? '',
    resourcePolicy: (found && seen(found.role.grants, call.clock)?.trust) ?? closed,
    resourcePolicyType: 'trust',
    context: {
      'sts:RoleSessionName': String(input.RoleSessionName),
      ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
      ...(identity === undefined ? {} : { 'sts:SourceIdentity': identity }),
      ...(requestTags.length > 0 ? { 'aws:TagKeys': Object.keys(tags) } : {}),
      ...(input.TransitiveTagKeys?.length ? { 'sts:TransitiveTagKeys': input.TransitiveTagKeys } : {}),
      ...Object.fromEntries(requestTags),
    },
  };
}

/** Once set, a source identity stays for every further session; another one cannot be named. */
function sourceIdentity(input: sts.AssumeRoleRequest, call: Call): string | undefined {
  const kept = call.caller.session?.sourceIdentity;
  if (kept !== undefined && input.SourceIdentity !== undefined && input.SourceIdentity !== kept) {
    throw refused(input, call, 'sts:SetSourceIdentity');
  }
  return kept ?? input.SourceIdentity;
}

/** Tags of the request, and those that the caller's own session hands on. */
function sessionTags(input: sts.AssumeRoleRequest, { caller }: Call): Record<string, string> {
  const own = Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  const handedOn = (caller.session?.transitiveTagKeys ?? []).map(
    (key) => [key, caller.session?.tags[key] ?? ''] as const,
  );
  const clash = handedOn.find(([key]) => key in own);
  if (clash)
    throw new Fault(
      'ValidationError',
      `One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.`,
    );
  return { ...own, ...Object.fromEntries(handedOn) };
}

/** The account in which a session is made decides whether STS makes any in a Region. */
function checkRegion({ world, region }: Call, accountId: string): void {
  if (stsIsActive(world, accountId, region)) return;
  const message =
    `STS is not activated in this region for account:${accountId}. ` +
    'Your account administrator can activate STS in this region using the IAM Console.';
  throw new Fault('RegionDisabledException', message, 403);
}

function checkDuration(seconds: number, longest: number, chained: boolean): void {
  if (chained && seconds > 3600) {
    const message =
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
    throw new Fault('ValidationError', message);
  }
  if (seconds > longest) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new Fault('ValidationError', message);
  }
}

/** The texts of the session policies: the one in the request, and managed ones of the role's account as they are now. */
function sessionPolicies(input: sts.AssumeRoleRequest, { world, clock }: Call, accountId: string): string[] {
  const texts = input.Policy === undefined ? [] : [input.Policy];
  if (input.Policy !== undefined) checkIdentityPolicy(input.Policy);
  for (const { arn = '' } of input.PolicyArns ?? []) {
    const policy = managedPolicy(world, accountId, arn);
    if (!policy) throw malformed(`The policy ${arn} does not exist or is not attachable.`);
    texts.push(seen(policy.document, clock));
  }
  return texts;
}

function credentials(session: CallerSession, accountId: string, { world }: Call): sts.Credentials {
  const id = uniqueId('ASIA', 16);
  const secret = secretOf(40);
  const token = secretOf(356);
  temporaryKeys(world).set(id, { secret, token, accountId, session });
  return { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: dateOf(session.expiresAt) };
}

function refused(input: sts.AssumeRoleRequest, { caller }: Call, action: string): Fault {
  const message = `User: ${subjectOf(caller.principal)} is not authorized to perform: ${action} on resource: ${input.RoleArn}`;
  return accessDenied({ protocol: 'awsQuery' }, message);
}
