import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { NamedPolicy, Question } from '@/lib/policy/question';
import { arnOf, functionName, regionOf, roleName } from '../arn';

export type Poller = { roleArn: string; functionArn: string; uniqueId?: string };

/** What Lambda's poller asks: as a session of the execution role, named after the function. */
export function pollerAsks(
  poller: Poller,
  action: string,
  resource: Question['resource'],
  context: Record<string, string> = {},
): Question {
  const { partition, accountId } = arnOf(poller.roleArn);
  const session = `${roleName(poller.roleArn)}/${functionName(poller.functionArn)}`;
  return {
    principal: {
      type: 'session',
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${session}`,
      roleArn: poller.roleArn,
      accountId,
      ...(poller.uniqueId ? { uniqueId: poller.uniqueId } : {}),
    },
    action,
    resource,
    context: { 'aws:RequestedRegion': regionOf(poller.functionArn) ?? '', 'aws:SecureTransport': 'true', ...context },
    contextComplete: false,
  };
}

const everything = parsed('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');

function parsed(text: string): PolicyDocument {
  const result = parsePolicy(text);
  if (!result.ok) throw new Error('not a policy');
  return result.document;
}

/** What the resource's side alone decides: as if the role's own policies allowed everything. */
export function resourceSide(
  question: Question,
  policy: NamedPolicy,
  resourceType: 'resource' | 'key' = 'resource',
): Outcome {
  return evaluate(question, {
    identity: [{ name: '', document: everything }],
    resource: policy,
    resourceType,
  });
}
