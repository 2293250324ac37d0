import type {
  DeleteResourcePolicyInput,
  DeleteResourcePolicyOutput,
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
  PutResourcePolicyInput,
  PutResourcePolicyOutput,
} from '@aws-sdk/client-dynamodb';
import { showPrincipals } from '../iam/principals';
import { seen } from '../iam/propagation';
import { outOfModel } from '../out-of-model';
import type { Operation, PolicyOperations } from '../service';
import { policyNotFound, removePolicy, setPolicy } from './policy-change';
import { askOnTarget, theSettledTarget, theTarget } from './policy-target';

export const resourcePolicies: PolicyOperations = {
  read: 'GetResourcePolicy',
  put: 'PutResourcePolicy',
  remove: 'DeleteResourcePolicy',
  absent: 'PolicyNotFoundException',
  grant: (Resource) => ({
    Action: `dynamodb:${Resource.includes('/stream/') ? 'DescribeStream' : 'DescribeTable'}`,
    Resource,
  }),
};

export const putResourcePolicy: Operation<PutResourcePolicyInput, PutResourcePolicyOutput> = {
  asks: (input, call) => [askOnTarget('PutResourcePolicy', input, call)],
  run: (input, call) => {
    const { Policy: text, ExpectedRevisionId: expected, ConfirmRemoveSelfResourceAccess: confirmed } = input;
    if (text === undefined) throw outOfModel(undefined, 'policy', 'not be null');
    return { RevisionId: setPolicy(theSettledTarget(input, call), text, call, { expected, confirmed }) };
  },
};

/** Answers what requests are held against: right after a change that is still what was before. */
export const getResourcePolicy: Operation<GetResourcePolicyInput, GetResourcePolicyOutput> = {
  asks: (input, call) => [askOnTarget('GetResourcePolicy', input, call)],
  run: (input, call) => {
    const { policy, arn } = theTarget(input, call);
    const known = seen(policy.effective, call.clock);
    if (!known) throw policyNotFound(`Resource-based policy not found for the provided ResourceArn: ${arn}`);
    return { Policy: showPrincipals(call.world, known.text), RevisionId: known.revisionId };
  },
};

export const deleteResourcePolicy: Operation<DeleteResourcePolicyInput, DeleteResourcePolicyOutput> = {
  asks: (input, call) => [askOnTarget('DeleteResourcePolicy', input, call)],
  run: (input, call) => ({
    RevisionId: removePolicy(theSettledTarget(input, call), call, input.ExpectedRevisionId),
  }),
};
