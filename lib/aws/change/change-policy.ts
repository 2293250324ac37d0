import { samePolicy } from '@/lib/policy/canonical';
import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import type { Call } from '@/lib/wiring/call/calls';
import { withoutOurChange } from '@/lib/wiring/plan/restore-policy';
import { StaleChangeError, StillBusyError } from '../session/change-errors';
import type { Session } from '../session/session';
import { underPermit } from '../session/write-permit';
import { foundAlready, type Performer, wasFound } from './performer';

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
  return new StaleChangeError(`The policy of ${arn} is not what the plan was made from.`);
}

/** What can be put back of a policy: AWS refuses one that names a principal that is gone (domain: failures F56, F69). */
function restorable(policy: string | null): string | null {
  const alive = policy === null ? null : withoutDeadPrincipals(policy);
  return alive?.ok ? alive.text : policy;
}

/** What is about to be replaced is not what was looked at any more. */
class ChangedMeanwhile extends Error {
  readonly now: string | null;

  constructor(now: string | null) {
    super('The policy was changed meanwhile.');
    this.now = now;
  }
}

/** How often an undo works out anew what to put back. */
const undoAttempts = 5;

/** Changes a policy by reading, comparing and writing; undo leaves what others wrote meanwhile. */
export function policyPerformer<C extends Call>(held: Held<C>): Performer<C> {
  const { arnOf, read, expected, wanted } = held;
  /** Compares before every attempt, the client's own retries too: somebody may write while one of ours is lost. */
  const write = async (session: Session, arn: string, before: string | null, policy: string | null) => {
    const unchanged = async () => {
      const now = await read(session, arn);
      if (now !== before) throw new ChangedMeanwhile(now);
    };
    try {
      await underPermit(unchanged, () => held.write(session, arn, policy));
    } catch (error) {
      // An attempt before this one did it, and its answer was lost.
      if (!(error instanceof ChangedMeanwhile && samePolicy(error.now, policy))) throw error;
    }
  };
  /** `true` once nothing is left to put back; `false` where somebody wrote in between. */
  const putBack = async (session: Session, call: C, was: string | null): Promise<boolean> => {
    const before = restorable(was);
    const now = await read(session, arnOf(call));
    if (samePolicy(now, before) || samePolicy(now, was)) return true;
    const restored =
      now === wanted(call)
        ? { ok: true as const, text: before }
        : withoutOurChange(now, { before, after: wanted(call) });
    if (!restored.ok) {
      throw new StaleChangeError(`The policy of ${arnOf(call)} does not parse any more.`);
    }
    const text = restorable(restored.text);
    if (samePolicy(now, text)) return true;
    try {
      await write(session, arnOf(call), now, text);
      return true;
    } catch (error) {
      if (error instanceof ChangedMeanwhile) return false;
      throw error;
    }
  };
  return {
    async look(session, call, journal) {
      const now = await read(session, arnOf(call));
      if (samePolicy(now, wanted(call))) {
        return journal.begunAt === null
          ? { standing: 'made', before: now, result: foundAlready }
          : { standing: 'made', before: journal.before, result: {} };
      }
      // To the letter: what others laid out anew since would be written over in its old form.
      if (now === expected(call)) return { standing: 'to-do', before: now };
      throw stale(arnOf(call));
    },
    async write(session, call, before) {
      try {
        await write(session, arnOf(call), before, wanted(call));
        return {};
      } catch (error) {
        throw error instanceof ChangedMeanwhile ? stale(arnOf(call)) : error;
      }
    },
    async awaited(session, call) {
      const now = await read(session, arnOf(call));
      // Anything else than what was there before is our policy, or ours with somebody's change after it.
      return samePolicy(now, expected(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
    async undo(session, call, journal) {
      if (wasFound(journal)) return {};
      for (let attempt = 0; attempt < undoAttempts; attempt += 1) {
        if (await putBack(session, call, journal.before)) return {};
      }
      throw new StillBusyError(`Somebody keeps changing the policy of ${arnOf(call)}.`);
    },
    async undoAwaited(session, call, journal) {
      if (wasFound(journal) || samePolicy(wanted(call), restorable(journal.before))) return null;
      const now = await read(session, arnOf(call));
      return samePolicy(now, wanted(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
  };
}
