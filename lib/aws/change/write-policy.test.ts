import { describe, expect, it } from 'vitest';
import { StillBusyError } from '../session/change-errors';
import type { Session } from '../session/session';
import { permitted } from '../session/write-permit';
import { ChangedMeanwhile, type WholePolicy, writePolicy } from './write-policy';

const session = {} as Session;
const arn = 'arn:aws:dynamodb:us-east-1:999900009999:table/orders/stream/2026-02-09T05:02:00.000';
const [none, before, after] = [null, '{"Statement":[]}', '{"Statement":[{"Sid":"ours"}]}'];
const edited = '{"Statement":[{"Sid":"theirs"}]}';

class PolicyRevisionMismatch extends Error {}

/** A policy that AWS keeps a revision of. `edit` is somebody else's write just before ours arrives. */
function revised(policy: string | null, edit?: string): { now: () => string | null; held: WholePolicy } {
  const stored = { policy, revision: 1 };
  const put = (text: string | null) => Object.assign(stored, { policy: text, revision: stored.revision + 1 });
  return {
    now: () => stored.policy,
    held: {
      read: async () => stored.policy,
      revision: {
        read: async () => ({ policy: stored.policy, revision: String(stored.revision) }),
        isRefusedBy: (error) => error instanceof PolicyRevisionMismatch,
      },
      async write(_session, _arn, text, revision) {
        await permitted('PutResourcePolicy');
        if (edit !== undefined) put(edit);
        if (revision !== String(stored.revision)) throw new PolicyRevisionMismatch();
        put(text);
      },
    },
  };
}

/** A policy without a revision, whose first answer gets lost, so that the client asks again. */
function lossy(policy: string | null): { now: () => string | null; held: WholePolicy } {
  const stored = { policy };
  return {
    now: () => stored.policy,
    held: {
      read: async () => stored.policy,
      async write(_session, _arn, text) {
        await permitted('PutResourcePolicy');
        stored.policy = text;
        await permitted('PutResourcePolicy');
        throw new Error('asked twice');
      },
    },
  };
}

describe('a policy with a revision', () => {
  it.each([
    ['where there is none', none],
    ['where one stands', before],
  ])('is written on that revision %s', async (_, was) => {
    const { held, now } = revised(was);
    await writePolicy(held, session, arn, { before: was, after });
    expect(now()).toBe(after);
  });

  it('keeps what somebody wrote between our look and our write', async () => {
    const { held, now } = revised(before, edited);
    await expect(writePolicy(held, session, arn, { before, after })).rejects.toThrow(ChangedMeanwhile);
    expect(now()).toBe(edited);
  });

  it('counts as written when AWS refuses because it says already what was wanted', async () => {
    const { held, now } = revised(before, after);
    await writePolicy(held, session, arn, { before, after });
    expect(now()).toBe(after);
  });

  it('is left for later where AWS refuses and what it answers is still what was before', async () => {
    const { held, now } = revised(before, edited);
    const lagging = { ...held, read: async () => before };
    await expect(writePolicy(lagging, session, arn, { before, after })).rejects.toThrow(StillBusyError);
    expect(now()).toBe(edited);
  });

  it('is not written over what was not read', async () => {
    const { held, now } = revised(edited);
    await expect(writePolicy(held, session, arn, { before, after })).rejects.toMatchObject({ now: edited });
    expect(now()).toBe(edited);
  });
});

describe('a policy without one', () => {
  it('is not written a second time when the answer to the first was lost', async () => {
    const { held, now } = lossy(before);
    await writePolicy(held, session, arn, { before, after });
    expect(now()).toBe(after);
  });

  it('is not written where somebody wrote before', async () => {
    const { held, now } = lossy(edited);
    await expect(writePolicy(held, session, arn, { before, after })).rejects.toThrow(ChangedMeanwhile);
    expect(now()).toBe(edited);
  });
});
