import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-kinesis';
import { samePolicy } from '@/lib/policy/canonical';
import type { Call } from '@/lib/wiring/plan';
import { withoutOurChange } from '@/lib/wiring/restore-policy';
import { StaleChangeError } from './call-fault';
import { oneAtATime } from './one-at-a-time';
import { foundAlready, type Performer, wasFound } from './performer';
import type { Session } from './session';

type Of<Name extends Call['call']> = Extract<Call, { call: Name }>;
type PolicyCall = Of<'kinesis:PutResourcePolicy'> | Of<'kinesis:DeleteResourcePolicy'>;

/** Kinesis answers `{}` for a stream without a policy; other builds of it answer "not found" (wirings §0.4). */
async function standingPolicy(session: Session, resourceArn: string): Promise<string | null> {
  try {
    const { Policy } = await session.kinesis.send(new GetResourcePolicyCommand({ ResourceARN: resourceArn }));
    return Policy === undefined || /^\s*(\{\s*\})?\s*$/.test(Policy) ? null : Policy;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

async function putOrDelete(session: Session, resourceArn: string, policy: string | null): Promise<void> {
  if (policy !== null) {
    await session.kinesis.send(new PutResourcePolicyCommand({ ResourceARN: resourceArn, Policy: policy }));
    return;
  }
  try {
    await session.kinesis.send(new DeleteResourcePolicyCommand({ ResourceARN: resourceArn }));
  } catch (error) {
    // Deleting what is not there is an error in Kinesis (wirings §0.4), and exactly what was wanted.
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
  }
}

function stale(resourceArn: string): StaleChangeError {
  return new StaleChangeError('policy', `The policy of ${resourceArn} is not what the plan was made from.`);
}

/** `policy` is what the change leaves: `null` when it deletes. */
function streamPolicy<C extends PolicyCall>(policyOf: (call: C) => string | null): Performer<C> {
  return {
    async look(session, call, journal) {
      const now = await standingPolicy(session, call.resourceArn);
      if (samePolicy(now, policyOf(call))) {
        return journal.begunAt === null
          ? { standing: 'made', before: now, result: foundAlready }
          : { standing: 'made', before: journal.before, result: {} };
      }
      if (samePolicy(now, call.expected)) return { standing: 'to-do', before: now };
      throw stale(call.resourceArn);
    },
    write: (session, call, before) =>
      oneAtATime(call.resourceArn, async () => {
        if ((await standingPolicy(session, call.resourceArn)) !== before) throw stale(call.resourceArn);
        await putOrDelete(session, call.resourceArn, policyOf(call));
        return {};
      }),
    async awaited(session, call) {
      const now = await standingPolicy(session, call.resourceArn);
      // Anything else than what was there before is our policy, or ours with somebody's change after it.
      return samePolicy(now, call.expected) ? { key: 'run.waiting.policy-unseen' } : null;
    },
    undo: (session, call, journal) =>
      oneAtATime(call.resourceArn, async () => {
        if (wasFound(journal)) return {};
        const now = await standingPolicy(session, call.resourceArn);
        if (samePolicy(now, journal.before)) return {};
        if (samePolicy(now, policyOf(call))) {
          await putOrDelete(session, call.resourceArn, journal.before);
          return {};
        }
        const restored = withoutOurChange(now, { before: journal.before, after: policyOf(call) });
        if (!restored.ok) {
          throw new StaleChangeError('unreadable-policy', `The policy of ${call.resourceArn} does not parse any more.`);
        }
        if (!samePolicy(now, restored.text)) await putOrDelete(session, call.resourceArn, restored.text);
        return {};
      }),
    async undoAwaited(session, call, journal) {
      if (wasFound(journal) || samePolicy(policyOf(call), journal.before)) return null;
      const now = await standingPolicy(session, call.resourceArn);
      return samePolicy(now, policyOf(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
  };
}

export const putResourcePolicy = streamPolicy<Of<'kinesis:PutResourcePolicy'>>((call) => call.policy);
export const deleteResourcePolicy = streamPolicy<Of<'kinesis:DeleteResourcePolicy'>>(() => null);
