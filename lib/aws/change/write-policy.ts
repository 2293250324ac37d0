import { samePolicy } from '@/lib/policy/canonical';
import { StillBusyError } from '../session/change-errors';
import type { Session } from '../session/session';
import { underPermit } from '../session/write-permit';

/** A policy that a write replaces whole. `null` is none. */
export type WholePolicy = {
  read: (session: Session, arn: string) => Promise<string | null>;
  /** `null` deletes it. `revision` is that of the policy that is replaced, where AWS keeps one. */
  write: (session: Session, arn: string, policy: string | null, revision: string | null) => Promise<void>;
  /** Where AWS keeps a revision, it refuses a write that names another than the present one. */
  revision?: {
    read: (session: Session, arn: string) => Promise<{ policy: string | null; revision: string | null }>;
    isRefusedBy: (error: unknown) => boolean;
    /** So long after a write what is read may be what was there before. */
    behindSeconds?: number;
  };
};

/** What is about to be replaced is not what was read any more. */
export class ChangedMeanwhile extends Error {
  readonly now: string | null;

  constructor(now: string | null) {
    super('The policy was changed meanwhile.');
    this.now = now;
  }
}

type Replacement = { before: string | null; after: string | null };

/** Replaces a policy, but only as it was read: throws `ChangedMeanwhile` where somebody else has written since. */
export async function writePolicy(
  held: WholePolicy,
  session: Session,
  arn: string,
  { before, after }: Replacement,
): Promise<void> {
  const unchanged = async () => {
    const now = await held.read(session, arn);
    if (now !== before) throw new ChangedMeanwhile(now);
  };
  try {
    const revision = held.revision ? await revisionOf(held.revision, session, arn, before) : null;
    // Before every attempt, the client's own retries too: somebody may write while one of ours is lost.
    await underPermit(unchanged, () => held.write(session, arn, after, revision));
  } catch (error) {
    const refused = held.revision?.isRefusedBy(error) ? await changedMeanwhile(held, session, arn, before) : error;
    // An attempt before this one did it, and its answer was lost.
    if (!(refused instanceof ChangedMeanwhile && samePolicy(refused.now, after))) throw refused;
  }
}

/** Where what is read is behind what AWS holds, it cannot be told yet whose change that is. */
async function changedMeanwhile(
  { read }: WholePolicy,
  session: Session,
  arn: string,
  before: string | null,
): Promise<ChangedMeanwhile> {
  const now = await read(session, arn);
  if (now === before) throw new StillBusyError(`A change of the policy of ${arn} cannot be read yet.`);
  return new ChangedMeanwhile(now);
}

async function revisionOf(
  { read }: NonNullable<WholePolicy['revision']>,
  session: Session,
  arn: string,
  before: string | null,
): Promise<string | null> {
  const { policy, revision } = await read(session, arn);
  if (policy !== before) throw new ChangedMeanwhile(policy);
  return revision;
}
