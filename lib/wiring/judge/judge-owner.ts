import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import type { Outcome } from '@/lib/policy/evaluate';
import { deadPrincipals } from '@/lib/policy/inspect';
import { accountOf, arnOf } from '../arn';
import type { Evidence } from '../evidence';
import type { KeyGrant, Source, StreamKey } from '../inventory';
import type { Ends } from '../kind/kind';
import { type Need, type Verdict, verdict } from '../need';
import { policyOn } from '../plan/policy-on';
import { unread } from './judge-fact';
import { resourceSide } from './poller';
import { keysOfRole } from './role-keys';
import { askedFor, type Grant, verdictOf } from './verdict-of';

/** What the owner of the stream and of its key decides. The board judges this alone: it reads no roles. */
export type OwnerEvidence = Pick<Evidence, 'source' | 'formerKeys' | 'role'>;

export function judgeOwner(need: Need, grant: Grant, ends: Ends, evidence: OwnerEvidence): Verdict {
  const { source } = evidence;
  if (source.state !== 'known') return unread(need, source, 'source-gone');
  return grant.place === 'key-policy'
    ? judgeKey(need, grant, ends, evidence, source.value)
    : judgeResource(need, grant, ends, evidence, source.value);
}

function policyName(resource: string, source: Source): string {
  return resource === source.arn ? 'resource-policy' : 'consumer-policy';
}

function judgeResource(need: Need, grant: Grant, ends: Ends, evidence: OwnerEvidence, source: Source): Verdict {
  const policy = policyOn(grant.resource, source);
  if (policy.state !== 'known') return unread(need, policy, 'no-policy');
  const document = parsePolicy(policy.value);
  if (!document.ok) return verdict(need, 'unknown', 'unparsed');
  const asked = askedFor(grant, ends, evidence.role, source.accountId);
  const outcome = resourceSide(asked, { name: policyName(grant.resource, source), document: document.document });
  return ofDead(need, outcome, document.document) ?? verdictOf(need, grant, outcome);
}

/** Nothing matched, and the policy names somebody who is gone: most likely this very role, as it was before. */
function ofDead(need: Need, outcome: Outcome, document: PolicyDocument): Verdict | null {
  if (outcome.decision !== 'deny' || outcome.reason === 'explicit-deny') return null;
  const dead = deadPrincipals(document);
  if (dead.length === 0) return null;
  return verdict(need, 'missing', 'dead-principal', { principal: dead.join(', ') });
}

/** The key's owner lets the role in by the key's policy or by a grant; a deny stands only in the policy. */
function judgeKey(need: Need, grant: Grant, ends: Ends, evidence: OwnerEvidence, source: Source): Verdict {
  const former = evidence.formerKeys.find(({ arn }) => arn === grant.resource);
  const read = former ? former.key : source.key;
  if (read.state !== 'known') return unread(need, read, 'key-gone', { key: grant.resource });
  const key = read.value;
  if (key.policy.state !== 'known') return unread(need, key.policy, 'no-policy');
  const document = parsePolicy(key.policy.value);
  if (!document.ok) return verdict(need, 'unknown', 'unparsed');
  const asked = askedFor(grant, ends, evidence.role, arnOf(key.arn).accountId);
  const outcome = resourceSide(asked, { name: 'key-policy', document: document.document }, 'key');
  if (outcome.decision === 'allow' || outcome.reason === 'explicit-deny') return verdictOf(need, grant, outcome);
  if (key.grants.state !== 'known') return unread(need, key.grants, 'no-policy');
  const granted = key.grants.value.find((one) => opens(one, grant, ends));
  if (granted) {
    // A grant does what a statement would: a deny of the policy still stands against it.
    const both = resourceSide(asked, { name: 'key-policy', document: withStatementOf(document.document, ends) }, 'key');
    if (both.decision !== 'allow') return verdictOf(need, grant, both);
    return verdict(need, 'met', 'granted-by-grant', { grant: granted.id });
  }
  return (
    ofDead(need, outcome, document.document) ?? ofChangedKey(need, evidence, key) ?? verdictOf(need, grant, outcome)
  );
}

/** The role may decrypt with another key of the same account: most likely the stream's own, before it was changed. */
function ofChangedKey(need: Need, { role }: OwnerEvidence, key: StreamKey): Verdict | null {
  const former = keysOfRole(role).filter((arn) => arn !== key.arn && accountOf(arn) === accountOf(key.arn));
  if (former.length === 0) return null;
  const values = { key: key.arn, former: former.join(', ') };
  return verdict(need, 'missing', 'key-changed', values);
}

/** A key's policy as if what a grant says stood in it. */
function withStatementOf(document: PolicyDocument, { roleArn }: Ends): PolicyDocument {
  const Statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'kms:*', Resource: '*' };
  const granted = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
  return granted.ok ? { ...document, statements: [...document.statements, ...granted.document.statements] } : document;
}

/** Whether a grant lets the role, itself or with its whole account, do this under the context that Kinesis sends. */
function opens(one: KeyGrant, grant: Grant, { roleArn }: Ends): boolean {
  const { partition, accountId } = arnOf(roleArn);
  return (
    [roleArn, `arn:${partition}:iam::${accountId}:root`].includes(one.granteePrincipal) &&
    one.operations.some((operation) => `kms:${operation}` === grant.action) &&
    Object.entries(one.encryptionContext).every(
      ([key, value]) => grant.context?.[`kms:EncryptionContext:${key}`] === value,
    )
  );
}
