import type {
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';
import { showPrincipals, storePrincipals } from '../iam/principals';
import { propagate } from '../iam/propagation';
import { present } from '../out-of-model';
import { Fault, type PolicyOperations } from '../service';
import { checkKeyPolicy, checkLockout } from './key-policy-rules';
import { onKey } from './on-key';

export const keyPolicies: PolicyOperations = {
  read: 'GetKeyPolicy',
  put: 'PutKeyPolicy',
  remove: null,
  grant: () => ({ Action: 'kms:DescribeKey', Resource: '*' }),
};

export const getKeyPolicy = onKey<GetKeyPolicyRequest, GetKeyPolicyResponse>(
  'GetKeyPolicy',
  { perSecond: 1000, ownAccountOnly: true },
  (key, input, call) => {
    checkName(input.PolicyName);
    return { Policy: showPrincipals(call.world, key.policy), PolicyName: 'default' };
  },
);

/** Replaces the whole document, in every key state. Requests meet the new one a few seconds later. */
export const putKeyPolicy = onKey<PutKeyPolicyRequest, object>(
  'PutKeyPolicy',
  {
    perSecond: 15,
    ownAccountOnly: true,
    asking: (input) => ({
      context: { 'kms:BypassPolicyLockoutSafetyCheck': String(input.BypassPolicyLockoutSafetyCheck ?? false) },
    }),
  },
  (key, input, call) => {
    checkName(input.PolicyName);
    const text = present(input.Policy, 'policy');
    checkKeyPolicy(text, call);
    const stored = storePrincipals(call.world, text);
    if (!input.BypassPolicyLockoutSafetyCheck) checkLockout(stored, call, key);
    key.policy = stored;
    propagate(key.effectivePolicy, stored, call.clock);
    return {};
  },
);

/** Every key has one policy. */
export const listKeyPolicies = onKey<ListKeyPoliciesRequest, ListKeyPoliciesResponse>(
  'ListKeyPolicies',
  { perSecond: 100, ownAccountOnly: true },
  () => ({ PolicyNames: ['default'], Truncated: false }),
);

function checkName(name: string | undefined): void {
  if (name !== undefined && name !== 'default') throw new Fault('NotFoundException', 'No such policy exists');
}
