import { DeleteResourcePolicyCommand, DynamoDBClient, PutResourcePolicyCommand } from '@aws-sdk/client-dynamodb';
import type { CallOf } from '@/lib/wiring/call/calls';
import { policyPerformer } from '../change/change-policy';
import { unlessAbsent } from '../change/unless-absent';
import type { Session } from '../session/session';
import { resourcePolicy } from './read-table';

type PolicyCall = CallOf<'dynamodb:PutResourcePolicy'> | CallOf<'dynamodb:DeleteResourcePolicy'>;

type Stored = { policy: string | null; revision: string | null };

/** The policy of a stream that is gone is gone with it. */
async function stored(session: Session, streamArn: string): Promise<Stored> {
  return (await unlessAbsent(resourcePolicy(session, streamArn))) ?? { policy: null, revision: null };
}

/** Where there was none, only while there is none; else only over the very revision that was read (wirings §0.4). */
async function write(session: Session, ResourceArn: string, policy: string | null, revision: string | null) {
  const client = session.client(DynamoDBClient);
  const ExpectedRevisionId = revision ?? 'NO_POLICY';
  if (policy !== null) {
    await client.send(new PutResourcePolicyCommand({ ResourceArn, Policy: policy, ExpectedRevisionId }));
  } else if (revision !== null) {
    await client.send(new DeleteResourcePolicyCommand({ ResourceArn, ExpectedRevisionId }));
  }
}

function streamPolicy<C extends PolicyCall>(wanted: (call: C) => string | null) {
  return policyPerformer<C>({
    arnOf: (call) => call.streamArn,
    read: async (session, arn) => (await stored(session, arn)).policy,
    write,
    revision: {
      read: stored,
      isRefusedBy: (error) => error instanceof Error && error.name === 'PolicyNotFoundException',
      // As long as it takes no further write (wirings §0.4).
      behindSeconds: 15,
    },
    expected: (call) => call.expected,
    wanted,
  });
}

export const putResourcePolicy = streamPolicy<CallOf<'dynamodb:PutResourcePolicy'>>((call) => call.policy);
export const deleteResourcePolicy = streamPolicy<CallOf<'dynamodb:DeleteResourcePolicy'>>(() => null);
