import { samePolicy } from '@/lib/policy/canonical';
import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import type { Call } from '@/lib/wiring/plan';
import { withoutOurChange } from '@/lib/wiring/restore-policy';
import { StaleChangeError } from './call-fault';
import { foundAlready, type Performer, wasFound } from './performer';
import type { Session } from './session';

/** A policy that a write replaces whole and that has no revision: where it is, and how it is read and written. */
type Held<C extends Call> = {
  arnOf: (call: C) => string;
  /** `null` where there is none. */
  read: (session: Session, arn: string) => Promise<string | null>;
  /** `null` deletes it. */
  write: (session: Session, arn: string, policy: string | null) => Promise<void>;
  /** What the plan was made from, and what the change leaves. */
  expected: (call: C) => string | null;
  wanted: (call: C) => string | null;
};

function stale(arn: string): StaleChangeError {
  return new StaleChangeError('policy', `The policy of ${arn} is not what the plan was made from.`);
}

/** What can be put back of a policy: AWS refuses one that names a principal that is gone (domain: failures F56, F69). */
function restorable(policy: string | null): string | null {
  const alive = policy === null ? null : withoutDeadPrincipals(policy);
  return alive?.ok ? alive.text : policy;
}

/** Changes a policy by reading, comparing and writing; undo leaves what others wrote meanwhile. */
export function policyPerformer<C extends Call>(held: Held<C>): Performer<C> {
  const { arnOf, read, write, expected, wanted } = held;
  return {
    async look(session, call, journal) {
      const now = await read(session, arnOf(call));
      if (samePolicy(now, wanted(call))) {
        return journal.begunAt === null
          ? { standing: 'made', before: now, result: foundAlready }
          : { standing: 'made', before: journal.before, result: {} };
      }
      if (samePolicy(now, expected(call))) return { standing: 'to-do', before: now };
      throw stale(arnOf(call));
    },
    async write(session, call, before) {
      if ((await read(session, arnOf(call))) !== before) throw stale(arnOf(call));
      await write(session, arnOf(call), wanted(call));
      return {};
    },
    async awaited(session, call) {
      const now = await read(session, arnOf(call));
      // Anything else than what was there before is our policy, or ours with somebody's change after it.
      return samePolicy(now, expected(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
    async undo(session, call, journal) {
      if (wasFound(journal)) return {};
      const before = restorable(journal.before);
      const now = await read(session, arnOf(call));
      if (samePolicy(now, before) || samePolicy(now, journal.before)) return {};
      if (samePolicy(now, wanted(call))) {
        await write(session, arnOf(call), before);
        return {};
      }
      const restored = withoutOurChange(now, { before, after: wanted(call) });
      if (!restored.ok) {
        throw new StaleChangeError('unreadable-policy', `The policy of ${arnOf(call)} does not parse any more.`);
      }
      const text = restorable(restored.text);
      if (!samePolicy(now, text)) await write(session, arnOf(call), text);
      return {};
    },
    async undoAwaited(session, call, journal) {
      if (wasFound(journal) || samePolicy(wanted(call), restorable(journal.before))) return null;
      const now = await read(session, arnOf(call));
      return samePolicy(now, wanted(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
  };
}
