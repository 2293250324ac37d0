import { samePolicy } from '@/lib/policy/canonical';
import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { withoutOurChange } from '@/lib/wiring/plan/restore-policy';
import { StaleChangeError, StillBusyError } from '../session/change-errors';
import type { Session } from '../session/session';
import { type Journal, madeAlready, type Performer, wasFound } from './performer';
import { ChangedMeanwhile, type WholePolicy, writePolicy } from './write-policy';

/** A call that replaces a policy whole: which one, and what it is about. */
type PolicyWrite<C> = WholePolicy & {
  arnOf: (call: C) => string;
  /** What the plan was made from, and what the change leaves. */
  expected: (call: C) => string | null;
  wanted: (call: C) => string | null;
};

/** How often an undo works out anew what to put back. */
const undoAttempts = 5;

/** Changes a policy by reading, comparing and writing; undo leaves what others wrote meanwhile. */
export function policyPerformer<C>(held: PolicyWrite<C>): Performer<C> {
  const { arnOf, read, expected, wanted } = held;
  return {
    async observe(session, call, journal) {
      const now = await read(session, arnOf(call));
      if (samePolicy(now, wanted(call))) return madeAlready(journal, now);
      // To the letter: what others laid out anew since would be written over in its old form.
      if (now === expected(call)) return { state: 'to-do', before: now };
      throw stale(arnOf(call));
    },
    async write(session, call, before) {
      try {
        await writePolicy(held, session, arnOf(call), { before, after: wanted(call) });
        return {};
      } catch (error) {
        throw error instanceof ChangedMeanwhile ? stale(arnOf(call)) : error;
      }
    },
    async pending(session, call) {
      const now = await read(session, arnOf(call));
      // Anything else than what was there before is our policy, or ours with somebody's change after it.
      return samePolicy(now, expected(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
    async undo(session, call, journal) {
      if (wasFound(journal)) return {};
      for (let attempt = 0; attempt < undoAttempts; attempt += 1) {
        if (await putBack(held, session, call, journal)) return {};
      }
      throw new StillBusyError(`Somebody keeps changing the policy of ${arnOf(call)}.`);
    },
    async undoPending(session, call, journal) {
      if (wasFound(journal) || samePolicy(wanted(call), restorable(journal.before))) return null;
      const now = await read(session, arnOf(call));
      return samePolicy(now, wanted(call)) ? { key: 'run.waiting.policy-unseen' } : null;
    },
  };
}

/** `true` once nothing is left to put back; `false` where somebody wrote in between. */
async function putBack<C>(held: PolicyWrite<C>, session: Session, call: C, journal: Journal): Promise<boolean> {
  const arn = held.arnOf(call);
  const wanted = held.wanted(call);
  const was = journal.before;
  const before = restorable(was);
  const now = await held.read(session, arn);
  if (samePolicy(now, before) || samePolicy(now, was)) {
    if (!isBehind(held, journal)) return true;
    throw new StillBusyError(`A change of the policy of ${arn} cannot be read yet.`);
  }
  const restored =
    now === wanted ? { ok: true as const, text: before } : withoutOurChange(now, { before, after: wanted });
  if (!restored.ok) throw new StaleChangeError(`The policy of ${arn} does not parse any more.`);
  const after = restorable(restored.text);
  if (samePolicy(now, after)) return true;
  try {
    await writePolicy(held, session, arn, { before: now, after });
    return true;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false;
    throw error;
  }
}

/** A call that went out a moment ago may have taken effect, whatever is read. */
function isBehind<C>({ revision }: PolicyWrite<C>, { begunAt }: Journal): boolean {
  const { behindSeconds = 0 } = revision ?? {};
  return begunAt !== null && Date.now() < Date.parse(begunAt) + behindSeconds * 1000;
}

function stale(arn: string): StaleChangeError {
  return new StaleChangeError(`The policy of ${arn} is not what the plan was made from.`);
}

/** What can be put back of a policy: AWS refuses one that names a principal that is gone (domain: failures F56, F69). */
function restorable(policy: string | null): string | null {
  const alive = policy === null ? null : withoutDeadPrincipals(policy);
  return alive?.ok ? alive.text : policy;
}
