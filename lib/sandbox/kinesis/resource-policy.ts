import type {
  DeleteResourcePolicyInput,
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
  PutResourcePolicyInput,
} from '@aws-sdk/client-kinesis';
import { principalExists, showPrincipals, storePrincipals } from '../iam/principals';
import { Fault } from '../service';
import { perAccountOnStreams } from './limits';
import { checkPolicy } from './policy-grammar';
import { invalid, onStream, theActiveStream, theStream } from './reference';

export const putResourcePolicy = onStream<PutResourcePolicyInput, object>(
  'PutResourcePolicy',
  perAccountOnStreams('PutResourcePolicy', 5),
  (input, call) => {
    const text = input.Policy;
    if (text === undefined) throw invalid(undefined, 'policy', 'Member must not be null');
    const stream = theActiveStream(input, call);
    checkPolicy(text, stream.arn, (principal) => principalExists(call.world, call.clock, principal));
    stream.policy = storePrincipals(call.world, text);
    return {};
  },
);

/** A stream without a policy has an empty one: Kinesis answers `{}` and not with a fault. */
export const getResourcePolicy = onStream<GetResourcePolicyInput, GetResourcePolicyOutput>(
  'GetResourcePolicy',
  perAccountOnStreams('GetResourcePolicy', 5),
  (input, call) => {
    const { policy } = theStream(input, call);
    return { Policy: policy === undefined ? '{}' : showPrincipals(call.world, policy) };
  },
);

export const deleteResourcePolicy = onStream<DeleteResourcePolicyInput, object>(
  'DeleteResourcePolicy',
  perAccountOnStreams('DeleteResourcePolicy', 5),
  (input, call) => {
    const stream = theActiveStream(input, call);
    if (stream.policy === undefined) {
      throw new Fault('ResourceNotFoundException', `No resource policy found for resource ARN ${stream.arn}.`);
    }
    delete stream.policy;
    return {};
  },
);
