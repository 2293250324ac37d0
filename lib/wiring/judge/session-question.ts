import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { NamedPolicy, Question } from '@/lib/policy/question';
import { arnOf } from '../arn';

/** A role that AWS acts as: for whom the session is named, where it calls, and the role's unique id where it was read. */
export type Asker = { roleArn: string; sessionName: string; region: string; uniqueId?: string };

/** What AWS asks when it acts as a role for somebody: as a session of the role. */
export function sessionAsks(
  asker: Asker,
  action: string,
  resource: Question['resource'],
  context: Record<string, string> = {},
): Question {
  const { partition, accountId, resource: name } = arnOf(asker.roleArn);
  const session = `${name.split('/').at(-1)}/${asker.sessionName}`;
  return {
    principal: {
      type: 'session',
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${session}`,
      roleArn: asker.roleArn,
      accountId,
      ...(asker.uniqueId ? { uniqueId: asker.uniqueId } : {}),
    },
    action,
    resource,
    context: { 'aws:RequestedRegion': asker.region, 'aws:SecureTransport': 'true', ...context },
    contextComplete: false,
  };
}

const everything = parsed('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');

function parsed(text: string): PolicyDocument {
  const result = parsePolicy(text);
  if (!result.ok) throw new Error('not a policy');
  return result.document;
}

/**
 * What the resource's side alone decides: as if the asker's own policies allowed everything. `bounded`: the asker has a
 * permissions boundary, which every Deny with `NotPrincipal` hits whomever it lists.
 */
export function resourceSide(
  question: Question,
  policy: NamedPolicy,
  resourceType: 'resource' | 'key' = 'resource',
  bounded = false,
): Outcome {
  const open = { name: '', document: everything };
  return evaluate(question, {
    identity: [open],
    resource: policy,
    resourceType,
    ...(bounded ? { boundary: open } : {}),
  });
}
