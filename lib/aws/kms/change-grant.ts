import { CreateGrantCommand, type GrantOperation, KMSClient, RevokeGrantCommand } from '@aws-sdk/client-kms';
import type { CallOf } from '@/lib/wiring/call/calls';
import type { KeyGrant } from '@/lib/wiring/resource/key-grant';
import { statementAdder, statementRemover } from '../change/change-statement';
import { unlessAbsent } from '../change/unless-absent';
import type { Session } from '../session/session';
import { knownValue } from '../session/value-of';
import { readGrants } from './read';

type GrantCall = CallOf<'kms:CreateGrant'> | CallOf<'kms:RevokeGrant'>;

async function grantsOn(session: Session, { keyArn }: GrantCall): Promise<KeyGrant[]> {
  return knownValue(await readGrants(session, keyArn));
}

/** The same name may stand on a grant for somebody else: who is let in decides. */
function isSame(found: KeyGrant, wanted: Pick<KeyGrant, 'name' | 'granteePrincipal'>): boolean {
  return found.name === wanted.name && found.granteePrincipal === wanted.granteePrincipal;
}

/** KMS answers the grant that is there already when it is asked for the same one by the same name. */
async function create(session: Session, { keyArn, grant }: GrantCall): Promise<string> {
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
  return GrantId ?? '';
}

async function revoke(session: Session, { keyArn }: GrantCall, grantId: string): Promise<void> {
  await unlessAbsent(session.client(KMSClient).send(new RevokeGrantCommand({ KeyId: keyArn, GrantId: grantId })));
}

const grants = { id: 'grantId', add: create, remove: revoke };

export const createGrant = statementAdder<CallOf<'kms:CreateGrant'>>({
  ...grants,
  find: async (session, call) => (await grantsOn(session, call)).find((one) => isSame(one, call.grant))?.id ?? null,
});

export const revokeGrant = statementRemover<CallOf<'kms:RevokeGrant'>>({
  ...grants,
  idOf: ({ grant }) => grant.id,
  stands: async (session, call) => (await grantsOn(session, call)).some(({ id }) => id === call.grant.id),
  find: async (session, call) =>
    (await grantsOn(session, call)).find((one) => one.id === call.grant.id || isSame(one, call.grant))?.id ?? null,
  before: ({ grant }) => JSON.stringify(grant),
});
