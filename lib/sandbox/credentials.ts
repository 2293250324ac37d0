import type { IamState } from './iam/state';
import type { Caller, CallerSession } from './service';
import { temporaryKeys } from './sts/sessions';
import { statesOf, type World } from './world';

export type Credential = { secret: string; token?: string; caller: Caller };

/** What an access key stands for: a user for as long as it exists, or the session of a role. */
export function findCredential(world: World, accessKeyId: string): Credential | null {
  const temporary = temporaryKeys(world).get(accessKeyId);
  if (temporary) {
    const caller = sessionCaller(temporary.session, temporary.accountId, accessKeyId);
    return { secret: temporary.secret, token: temporary.token, caller };
  }
  for (const { accountId, state } of statesOf<IamState>(world, 'iam')) {
    for (const user of state.users.values()) {
      const key = user.keys.get(accessKeyId);
      if (!key) continue;
      const principal = { type: 'user', arn: user.arn, accountId, uniqueId: user.id } as const;
      return { secret: key.secret, caller: { principal, accountId, accessKeyId } };
    }
  }
  return null;
}

/** The caller that a role's session is: `arn:aws:sts::…:assumed-role/ROLE/SESSION`. */
export function sessionCaller(session: CallerSession, accountId: string, accessKeyId: string): Caller {
  const name = session.roleArn.slice(session.roleArn.lastIndexOf('/') + 1);
  const partition = session.roleArn.split(':')[1] ?? 'aws';
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${name}/${session.name}`;
  const principal = {
    type: 'session',
    arn,
    roleArn: session.roleArn,
    accountId,
    uniqueId: session.roleUniqueId,
  } as const;
  return { principal, accountId, accessKeyId, session };
}
