import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Connection } from '@/lib/wiring/connection';
import type { AwsServices } from '../service';
import { clientDefaults, practiceHub } from './client-defaults';
import { readSessionPolicy } from './session-policy';

export type Access = 'read' | 'change';

/** Credentials in this process's memory that renew themselves. */
export type SessionCredentials = { provide: AwsCredentialIdentityProvider; forget(): void };

/** One hour: what a hub that runs on a role may ask for at most, because that is role chaining (domain: security §6). */
export const sessionSeconds = 3600;
const renewAfter = 0.8;

/** What Tributary itself signs with: the default provider chain, or the hub of the practice accounts. */
export function hubCredentials(sandbox: boolean): AwsCredentialIdentityProvider {
  if (!sandbox) return fromNodeProviderChain();
  return async () => practiceHub();
}

/** The name a session carries in CloudTrail. */
export function sessionName(access: Access): string {
  return `tributary-${access}`;
}

/** The parameters of AssumeRole; a session that reads runs under a policy that allows reads only. */
export function assumeRoleInput(
  connection: Pick<Connection, 'roleArn' | 'externalId'>,
  access: Access,
  services: AwsServices,
) {
  return {
    RoleArn: connection.roleArn,
    ExternalId: connection.externalId,
    RoleSessionName: sessionName(access),
    DurationSeconds: sessionSeconds,
    ...(access === 'read' ? { Policy: readSessionPolicy(services) } : {}),
  };
}

export function sessionCredentials(
  connection: Connection,
  region: string,
  access: Access,
  services: AwsServices,
): SessionCredentials {
  return renewing(
    fromTemporaryCredentials({
      masterCredentials: hubCredentials(connection.sandbox),
      params: assumeRoleInput(connection, access, services),
      clientConfig: clientDefaults(region, connection.sandbox),
    }),
  );
}

/** One AssumeRole at a time, kept for 80 % of its life. */
export function renewing(assume: AwsCredentialIdentityProvider, now: () => number = Date.now): SessionCredentials {
  let held: { credentials: AwsCredentialIdentity; until: number } | null = null;
  let asking: Promise<AwsCredentialIdentity> | null = null;
  const ask = async () => {
    const from = now();
    const credentials = await assume();
    const life = (credentials.expiration?.getTime() ?? from + sessionSeconds * 1000) - from;
    held = { credentials, until: from + life * renewAfter };
    return credentials;
  };
  const current = async () => {
    if (held !== null && now() < held.until) return held.credentials;
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
  return {
    // A client keeps credentials until they expire, by its own rule: with a time that has passed it asks us every time.
    provide: async () => ({ ...(await current()), expiration: new Date(0) }),
    forget: () => {
      held = null;
    },
  };
}
