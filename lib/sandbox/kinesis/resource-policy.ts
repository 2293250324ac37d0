import type {
  DeleteResourcePolicyInput,
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
  PutResourcePolicyInput,
} from '@aws-sdk/client-kinesis';
import { principalExists, showPrincipals, storePrincipals } from '../iam/principals';
import { outOfModel } from '../out-of-model';
import { Fault, type PolicyOperations } from '../service';
import { perAccountOnStreams } from './limits';
import { checkPolicy } from './policy-grammar';
import { onResource, theActiveResource, theResource } from './resource';

export const resourcePolicies: PolicyOperations = {
  read: 'GetResourcePolicy',
  put: 'PutResourcePolicy',
  remove: 'DeleteResourcePolicy',
  grant: (Resource) => ({
    Action: `kinesis:${Resource.includes('/consumer/') ? 'DescribeStreamConsumer' : 'DescribeStreamSummary'}`,
    Resource,
  }),
};

export const putResourcePolicy = onResource<PutResourcePolicyInput, object>(
  'PutResourcePolicy',
  perAccountOnStreams('PutResourcePolicy', 5),
  (input, call) => {
    const text = input.Policy;
    if (text === undefined) throw outOfModel(undefined, 'policy', 'not be null');
    const resource = theActiveResource(input, call);
    checkPolicy(text, resource.arn, (principal) => principalExists(call.world, call.clock, principal));
    resource.policy = storePrincipals(call.world, text);
    return {};
  },
);

/** A stream or consumer without a policy has an empty one: Kinesis answers `{}` and not with a fault. */
export const getResourcePolicy = onResource<GetResourcePolicyInput, GetResourcePolicyOutput>(
  'GetResourcePolicy',
  perAccountOnStreams('GetResourcePolicy', 5),
  (input, call) => {
    const { policy } = theResource(input, call);
    return { Policy: policy === undefined ? '{}' : showPrincipals(call.world, policy) };
  },
);

export const deleteResourcePolicy = onResource<DeleteResourcePolicyInput, object>(
  'DeleteResourcePolicy',
  perAccountOnStreams('DeleteResourcePolicy', 5),
  (input, call) => {
    const resource = theActiveResource(input, call);
    if (resource.policy === undefined) {
      throw new Fault('ResourceNotFoundException', `No resource policy found for resource ARN ${resource.arn}.`);
    }
    delete resource.policy;
    return {};
  },
);
