import { GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { CallOf } from '@/lib/wiring/call/calls';
import { policyPerformer } from '../change/change-policy';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import { createGrant, revokeGrant } from './change-grant';

const PolicyName = 'default';

async function read(session: Session, keyArn: string): Promise<string> {
  const { Policy } = await session.client(KMSClient).send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName }));
  return requiredValue(Policy, 'Policy');
}

/** A key always has a policy: there is nothing to delete (wirings §0.4). KMS itself refuses one that would lock out. */
async function write(session: Session, keyArn: string, policy: string | null): Promise<void> {
  if (policy === null) throw new Error(`The policy of ${keyArn} would be left without a statement.`);
  await session.client(KMSClient).send(new PutKeyPolicyCommand({ KeyId: keyArn, PolicyName, Policy: policy }));
}

const putKeyPolicy = policyPerformer<CallOf<'kms:PutKeyPolicy'>>({
  arnOf: (call) => call.keyArn,
  read,
  write,
  expected: (call) => call.expected,
  wanted: (call) => call.policy,
});

export const performers = {
  'kms:PutKeyPolicy': putKeyPolicy,
  'kms:CreateGrant': createGrant,
  'kms:RevokeGrant': revokeGrant,
};
