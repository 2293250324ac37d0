import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Read } from '@/lib/wiring/read';
import { reading } from '../session/reading';
import type { Session } from '../session/session';

/** Who a session is, asked of STS in the session's Region. */
export async function readIdentity(session: Session): Promise<Read<{ arn: string; accountId: string }>> {
  return reading(session, 'sts:GetCallerIdentity', undefined, async () => {
    const identity = await session.client(STSClient).send(new GetCallerIdentityCommand({}));
    return { arn: identity.Arn ?? '', accountId: identity.Account ?? '' };
  });
}
