import { CreateGrantCommand, type GrantOperation, KMSClient, RevokeGrantCommand } from '@aws-sdk/client-kms';
import type { Call } from '@/lib/wiring/call/calls';
import type { KeyGrant } from '@/lib/wiring/inventory';
import { foundAlready, nothingAwaited, type Performer, wasFound } from '../change/performer';
import type { Session } from '../session/session';
import { knownValue } from '../session/value-of';
import { readGrants } from './read';

type Of<Name extends Call['call']> = Extract<Call, { call: Name }>;
type Wanted = Of<'kms:CreateGrant'>['grant'];

async function standing(session: Session, keyArn: string): Promise<KeyGrant[]> {
  return knownValue(await readGrants(session, keyArn));
}

/** The same name may stand on a grant for somebody else: who is let in decides. */
function isSame(found: KeyGrant, wanted: Pick<KeyGrant, 'name' | 'granteePrincipal'>): boolean {
  return found.name === wanted.name && found.granteePrincipal === wanted.granteePrincipal;
}

/** KMS answers the grant that is there already when it is asked for the same one by the same name. */
async function create(session: Session, keyArn: string, grant: Omit<KeyGrant, 'id'>): Promise<Record<string, string>> {
  const { GrantId } = await session.client(KMSClient).send(
    new CreateGrantCommand({
      KeyId: keyArn,
      Name: grant.name ?? undefined,
      GranteePrincipal: grant.granteePrincipal,
      Operations: grant.operations as GrantOperation[],
      ...(Object.keys(grant.encryptionContext).length > 0
        ? { Constraints: { EncryptionContextSubset: grant.encryptionContext } }
        : {}),
    }),
  );
  return { grantId: GrantId ?? '' };
}

async function revoke(session: Session, keyArn: string, grantId: string): Promise<void> {
  try {
    await session.client(KMSClient).send(new RevokeGrantCommand({ KeyId: keyArn, GrantId: grantId }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NotFoundException')) throw error;
  }
}

async function find(session: Session, keyArn: string, wanted: Wanted): Promise<KeyGrant | undefined> {
  return (await standing(session, keyArn)).find((found) => isSame(found, wanted));
}

export const createGrant: Performer<Of<'kms:CreateGrant'>> = {
  async look(session, { keyArn, grant }, journal) {
    const found = await find(session, keyArn, grant);
    if (!found) return { standing: 'to-do', before: null };
    const result = { grantId: found.id, ...(journal.begunAt === null ? foundAlready : {}) };
    return { standing: 'made', before: null, result };
  },
  write: (session, { keyArn, grant }) => create(session, keyArn, grant),
  awaited: nothingAwaited,
  async undo(session, { keyArn, grant }, journal) {
    if (wasFound(journal)) return {};
    const grantId = journal.result?.grantId ?? (await find(session, keyArn, grant))?.id;
    if (grantId) await revoke(session, keyArn, grantId);
    return {};
  },
  undoAwaited: nothingAwaited,
};

export const revokeGrant: Performer<Of<'kms:RevokeGrant'>> = {
  async look(session, { keyArn, grant }, journal) {
    const found = (await standing(session, keyArn)).some(({ id }) => id === grant.id);
    if (found) return { standing: 'to-do', before: JSON.stringify(grant) };
    return journal.begunAt === null
      ? { standing: 'made', before: null, result: foundAlready }
      : { standing: 'made', before: journal.before, result: {} };
  },
  async write(session, { keyArn, grant }) {
    await revoke(session, keyArn, grant.id);
    return {};
  },
  awaited: nothingAwaited,
  async undo(session, { keyArn, grant }, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const there = (await standing(session, keyArn)).find((found) => found.id === grant.id || isSame(found, grant));
    return there ? { grantId: there.id } : create(session, keyArn, grant);
  },
  undoAwaited: nothingAwaited,
};
