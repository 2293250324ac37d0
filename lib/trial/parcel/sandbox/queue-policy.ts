import { randomUUID } from 'node:crypto';
import { parsePolicy } from '@/lib/policy/document';
import { awsPrincipals, principalExists, showPrincipals, storePrincipals } from '@/lib/sandbox/iam/principals';
import { type Call, Fault, type PolicyOperations } from '@/lib/sandbox/service';
import { onQueue } from './on-queue';
import type { Queue } from './state';

/** `ExpectedRevisionId` for a policy that is not there yet. */
const noPolicy = 'NO_POLICY';

type Expected = { QueueArn: string; ExpectedRevisionId?: string };

export const queuePolicies: PolicyOperations = {
  read: 'GetQueuePolicy',
  put: 'PutQueuePolicy',
  remove: 'DeleteQueuePolicy',
  grant: (Resource) => ({ Action: 'parcel:DescribeQueue', Resource }),
};

export const getQueuePolicy = onQueue<{ QueueArn: string }, { Policy: string; RevisionId: string }>(
  'GetQueuePolicy',
  5,
  (queue, _, { world }) => {
    const { text, revisionId } = policyOf(queue);
    return { Policy: showPrincipals(world, text), RevisionId: revisionId };
  },
);

/** Replaces the whole document, where it is still the one that the writer has read. */
export const putQueuePolicy = onQueue<Expected & { Policy: string }, { RevisionId: string }>(
  'PutQueuePolicy',
  2,
  (queue, input, call) => {
    checkPolicy(input.Policy, queue, call);
    checkRevision(queue, input);
    queue.policy = { text: storePrincipals(call.world, input.Policy), revisionId: randomUUID() };
    return { RevisionId: queue.policy.revisionId };
  },
);

export const deleteQueuePolicy = onQueue<Expected, object>('DeleteQueuePolicy', 2, (queue, input) => {
  policyOf(queue);
  checkRevision(queue, input);
  delete queue.policy;
  return {};
});

function policyOf(queue: Queue): NonNullable<Queue['policy']> {
  if (!queue.policy) throw new Fault('PolicyNotFoundException', `Queue ${queue.arn} has no policy.`);
  return queue.policy;
}

function checkRevision({ policy }: Queue, { ExpectedRevisionId: expected }: Expected): void {
  if (expected === undefined || expected === (policy?.revisionId ?? noPolicy)) return;
  throw new Fault('StaleRevisionException', `The policy is not at revision ${expected} any more.`);
}

function checkPolicy(text: string, queue: Queue, { world, clock }: Call): void {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Fault('InvalidPolicyException', `Syntax error in policy at ${parsed.problem.where}.`);
  const nobody = awsPrincipals(text).find((principal) => !principalExists(world, clock, principal));
  if (nobody) throw new Fault('InvalidPolicyException', `Invalid principal in policy: ${nobody}.`);
  const resources = [JSON.parse(text).Statement].flat().flatMap((statement) => statement.Resource);
  if (resources.some((resource) => resource !== queue.arn)) {
    throw new Fault('InvalidPolicyException', `The Resource of every statement must be ${queue.arn}.`);
  }
}
