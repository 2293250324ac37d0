import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { ConditionContext, NamedPolicy, PolicyType, Principal } from '@/lib/policy/question';
import type { Clock } from './clock';
import { identityOf, named } from './identity';
import { type Ask, type Caller, Fault, type Service } from './service';
import type { World } from './world';

/** The request around the asks: who makes it, where and from where. */
export type Asking = { world: World; clock: Clock; caller: Caller; region: string; sourceIp?: string };

const typeNames: Partial<Record<PolicyType, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  key: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

/** Refuses a request for the first permission that it lacks, in AWS's words. */
export function enforce(service: Pick<Service, 'protocol'>, asks: readonly Ask[], asking: Asking): void {
  for (const ask of asks) {
    const outcome = decide(ask, asking);
    if (outcome.decision !== 'allow') throw accessDenied(service, refusal(ask, asking.caller.principal, outcome));
  }
}

/** What both sides' policies say to one ask. */
export function decide(ask: Ask, { world, clock, caller, region, sourceIp }: Asking): Outcome {
  const resource = { arn: ask.resource, accountId: ask.resourceAccount ?? caller.accountId };
  const { tags, ...policies } = identityOf(world, clock, caller);
  const context = { ...globalContext(clock, caller, region, tags, sourceIp), ...ask.context };
  const onResource = policyOn(ask);
  const { principal } = caller;
  return evaluate(
    { principal, action: ask.action, resource, context, contextComplete: true },
    {
      ...policies,
      ...(onResource ? { resource: onResource } : {}),
      resourceType: ask.resourcePolicyType ?? 'resource',
    },
  );
}

/** The policy on the resource together with what grants allow: to a request a grant is one more statement. */
function policyOn({ action, resourcePolicy, grantees = [] }: Ask): NamedPolicy | null {
  const policy = resourcePolicy ? named('resource policy', resourcePolicy) : null;
  if (grantees.length === 0) return policy;
  const statement = { Effect: 'Allow', Principal: { AWS: grantees }, Action: action, Resource: '*' };
  const grants = named('grants', JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  if (!policy) return grants;
  const statements = [...policy.document.statements, ...grants.document.statements];
  return { name: policy.name, document: { ...policy.document, statements } };
}

export function accessDenied(service: Pick<Service, 'protocol'>, message: string): Fault {
  if (service.protocol === 'awsQuery') return new Fault('AccessDenied', message, 403);
  return new Fault('AccessDeniedException', message, service.protocol === 'restJson1' ? 403 : 400);
}

/** How AWS names who asks: the ARN of the user or session. */
export function subjectOf(principal: Principal): string {
  if (principal.type === 'service') return principal.name;
  return principal.type === 'anonymous' ? 'anonymous' : principal.arn;
}

function refusal(ask: Ask, principal: Principal, { reason, policyType }: Outcome): string {
  const shown = ask.shown ?? ask.resource;
  const on = shown === '' ? '' : ` on resource: ${shown}`;
  const refused = `User: ${subjectOf(principal)} is not authorized to perform: ${ask.action}${on}`;
  const type = typeNames[policyType ?? 'trust'];
  // STS never tells whether the role exists, so it names no trust policy and no allowance that lacks beside it.
  const unsaid = ask.resourcePolicyType === 'trust' && reason === 'no-identity-allow';
  if (!type || unsaid) return refused;
  if (reason !== 'explicit-deny') return `${refused} because no ${type} allows the ${ask.action} action`;
  return `${refused} with an explicit deny in ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function globalContext(
  clock: Clock,
  { session }: Caller,
  region: string,
  tags: Record<string, string>,
  sourceIp: string | undefined,
): ConditionContext {
  const now = clock.now();
  const principalTags = Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const);
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...(session ? { 'aws:MultiFactorAuthPresent': 'false' } : {}),
    ...(session?.sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': session.sourceIdentity }),
    ...(sourceIp === undefined ? {} : { 'aws:SourceIp': sourceIp }),
    ...Object.fromEntries(principalTags),
  };
}
