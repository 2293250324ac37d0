import type { RoleFacts } from '@/lib/aws/iam/role-facts';
import type { Hub } from '@/lib/aws/sts/hub';
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import { evaluate } from '@/lib/policy/evaluate';
import type { StatementFinding } from '@/lib/policy/explain';
import { deadPrincipals, principalsOf } from '@/lib/policy/inspect';
import type { ConditionContext } from '@/lib/policy/question';
import type { Connection } from '@/lib/wiring/connection';
import type { Values } from '@/lib/wiring/message';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import { pasteTrust } from './commands';
import { hubPrincipal } from './hub-rights';
import { type CauseCode, cause, type Finding, fact, fix } from './verdicts';

/** What the role's trust policy says to this hub, row by row. */
export type TrustFindings = { trust: Finding; 'external-id': Finding; conditions: Finding };

type Asked = { connection: Connection; hub: Hub; region: string; facts: RoleFacts; action?: string };

/** Holds the trust policy that was read against the very request that AWS refused. */
export function holdAgainstTrust(asked: Asked): TrustFindings | null {
  const { connection, hub, region, facts, action = 'sts:AssumeRole' } = asked;
  const parsed = parsePolicy(facts.trustPolicy);
  if (!parsed.ok) return null;
  const allowAll = parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
  if (!allowAll.ok) return null;
  const outcome = evaluate(
    {
      principal: hubPrincipal(hub, roleArnIn(parsed.document, hub)),
      action,
      resource: { arn: connection.roleArn, accountId: connection.accountId },
      context: contextOf(connection, hub, region),
      contextComplete: false,
    },
    {
      identity: [{ name: 'hub', document: allowAll.document }],
      resource: { name: 'trust policy', document: parsed.document },
      resourceType: 'trust',
    },
  );
  const passed: Finding = { state: 'passed', evidence: outcome.decidedBy?.statement.text ?? '' };
  if (outcome.decision === 'allow') return { trust: passed, 'external-id': passed, conditions: passed };
  if (outcome.reason === 'explicit-deny') return denied(asked, outcome.decidedBy?.statement.text ?? '');
  const statements = outcome.perPolicy.find(({ policyType }) => policyType === 'trust')?.statements ?? [];
  const closest = statements
    .filter(({ statement }) => statement.effect === 'Allow')
    .sort((one, other) => misses(one) - misses(other))[0];
  if (!closest || closest.principal.matched === 'no') return notNamed(asked, parsed.document);
  if (closest.action.matched === 'no') return actionMissing(asked, closest, action);
  return conditionsUnmet(asked, closest);
}

/** What we send, and what follows from being a session of a role. The rest of the request is not ours to know. */
function contextOf(connection: Connection, hub: Hub, region: string): ConditionContext {
  return {
    'sts:ExternalId': connection.externalId,
    'sts:RoleSessionName': 'tributary-read',
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:MultiFactorAuthPresent': hub.isRole ? 'false' : [],
    ...(hub.isRole ? {} : { 'sts:SourceIdentity': [] }),
  };
}

/** The hub's role as the document names it, where the hub does not know its own path. */
function roleArnIn(document: PolicyDocument, hub: Hub): string | undefined {
  const [only, ...others] = hub.principals;
  if (others.length === 0 || only === undefined) return only;
  const conditions = document.statements.flatMap((statement) => statement.conditions.flatMap(({ values }) => values));
  const named = [...principalsOf(document).map(({ value }) => value), ...conditions];
  const own = `arn:${hub.partition}:iam::${hub.accountId}:role/`;
  return named.find((value) => value.startsWith(own) && roleName(value) === roleName(only)) ?? only;
}

/** The statement that lacks least is the one that was meant for us. */
function misses({ principal, action, conditions }: StatementFinding): number {
  const unmet = conditions.filter(({ matched }) => matched !== 'yes').length;
  return (principal.matched === 'no' ? 100 : 0) + (action.matched === 'no' ? 50 : 0) + unmet;
}

const unlooked: Finding = { state: 'skipped', cause: cause('skipped'), evidence: '' };

function notNamed(asked: Asked, document: PolicyDocument): TrustFindings {
  const { connection, hub, facts } = asked;
  const named = principalsOf(document).map(({ value }) => value);
  const dead = deadPrincipals(document);
  const values = {
    role: connection.roleArn,
    hub: hub.principals[0] ?? hub.arn,
    named: named.join(', ') || '–',
    dead: dead.join(', '),
    id: hub.uniqueId,
  };
  const key = dead.length > 0 ? 'trustDead' : 'trustNamesOther';
  const trust = failed(asked, key, values, facts.trustPolicy);
  return { trust, 'external-id': unlooked, conditions: unlooked };
}

function actionMissing(asked: Asked, closest: StatementFinding, action: string): TrustFindings {
  const values = { role: asked.connection.roleArn, action };
  const trust = failed(asked, 'trustLacksAction', values, closest.statement.text);
  return { trust, 'external-id': unlooked, conditions: unlooked };
}

function denied(asked: Asked, statement: string): TrustFindings {
  const conditions = failed(asked, 'trustDenies', { role: asked.connection.roleArn }, statement);
  const passed: Finding = { state: 'passed', evidence: '' };
  return { trust: passed, 'external-id': passed, conditions };
}

/** Keys that have a sentence of their own. */
const ownWords: Record<string, CauseCode> = {
  'aws:principalarn': 'conditionPrincipalArn',
  'sts:rolesessionname': 'conditionSessionName',
  'aws:multifactorauthpresent': 'conditionMfa',
  'aws:multifactorauthage': 'conditionMfa',
  'sts:sourceidentity': 'conditionSourceIdentity',
  'aws:sourceip': 'conditionSourceIp',
  'aws:vpcsourceip': 'conditionSourceIp',
  'aws:principalorgid': 'conditionOrganization',
  'aws:principalorgpaths': 'conditionOrganization',
};

function conditionsUnmet(asked: Asked, closest: StatementFinding): TrustFindings {
  const { connection } = asked;
  const { text } = closest.statement;
  const passed: Finding = { state: 'passed', evidence: text };
  const unmet = closest.conditions.filter(({ matched }) => matched !== 'yes');
  const external = unmet.find(({ key }) => key.toLowerCase() === 'sts:externalid');
  const others = unmet.filter((condition) => condition !== external);
  // A condition that certainly fails is the cause; one that nobody can know is only while no other fails.
  const certain = others.filter(({ matched }) => matched === 'no');
  const blamed = certain[0] ?? (external ? undefined : others[0]);
  const wanted = (expected: readonly string[]) => expected.join(', ');
  return {
    trust: passed,
    'external-id': external
      ? failed(asked, 'otherExternalId', { wanted: wanted(external.expected), sent: connection.externalId }, text)
      : passed,
    conditions: blamed ? conditionFailed(asked, blamed, others, text) : passed,
  };
}

type Condition = StatementFinding['conditions'][number];

function conditionFailed(asked: Asked, blamed: Condition, others: readonly Condition[], text: string): Finding {
  const values = {
    role: asked.connection.roleArn,
    key: blamed.key,
    operator: blamed.operator,
    wanted: blamed.expected.join(', '),
    sent: blamed.actual?.join(', ') ?? '–',
    hub: asked.hub.principals[0] ?? asked.hub.arn,
  };
  const key = ownWords[blamed.key.toLowerCase()] ?? 'conditionFails';
  const found = failed(asked, key, values, text);
  if (blamed.matched === 'no') return found;
  const keys = others.map((one) => one.key).join(', ');
  return { ...found, facts: [...(found.facts ?? []), fact('onlyConditionLeft', { keys })] };
}

function failed({ connection, hub }: Asked, key: CauseCode, values: Values, evidence: string): Finding {
  const paste = pasteTrust(connection, hub);
  return { state: 'failed', cause: cause(key, values), evidence, fix: fix('pasteTrust', {}, paste) };
}
