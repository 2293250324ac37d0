import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-kinesis';
import type { CallOf } from '@/lib/wiring/call/calls';
import { policyPerformer } from '../change/change-policy';
import { unlessAbsent } from '../change/unless-absent';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import { isNoPolicy } from './read';

type PolicyCall = CallOf<'kinesis:PutResourcePolicy'> | CallOf<'kinesis:DeleteResourcePolicy'>;

/** The policy that stands now; `null` where AWS says that there is none. */
export async function readResourcePolicy(session: Session, resourceArn: string): Promise<string | null> {
  const asked = session.client(KinesisClient).send(new GetResourcePolicyCommand({ ResourceARN: resourceArn }));
  const answer = await unlessAbsent(asked);
  const policy = answer && requiredValue(answer.Policy, 'Policy');
  return policy === null || isNoPolicy(policy) ? null : policy;
}

async function write(session: Session, resourceArn: string, policy: string | null): Promise<void> {
  if (policy !== null) {
    await session
      .client(KinesisClient)
      .send(new PutResourcePolicyCommand({ ResourceARN: resourceArn, Policy: policy }));
    return;
  }
  // Deleting what is not there is an error in Kinesis (wirings §0.4), and exactly what was wanted.
  await unlessAbsent(session.client(KinesisClient).send(new DeleteResourcePolicyCommand({ ResourceARN: resourceArn })));
}

function streamPolicy<C extends PolicyCall>(wanted: (call: C) => string | null) {
  return policyPerformer<C>({
    arnOf: (call) => call.resourceArn,
    read: readResourcePolicy,
    write,
    expected: (call) => call.expected,
    wanted,
  });
}

export const putResourcePolicy = streamPolicy<CallOf<'kinesis:PutResourcePolicy'>>((call) => call.policy);
export const deleteResourcePolicy = streamPolicy<CallOf<'kinesis:DeleteResourcePolicy'>>(() => null);
