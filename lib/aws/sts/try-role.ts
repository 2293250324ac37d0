import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { Connection } from '@/lib/wiring/connection';
import type { AwsServices } from '../service';
import { assumeRoleInput } from '../session/credentials';
import { type Attempt, attemptSts } from './attempt';

/** What STS says of a session it has just made. */
export type Assumed = {
  arn: string;
  /** How much of the room for session policies and tags is used. */
  packedPercent: number | null;
  /** Who set it: the hub's own session, since Tributary sends none. */
  sourceIdentity: string | null;
};

/**
 * Assumes the connection's role once and throws the session away; `externalId` is sent instead of the connection's own,
 * `null` sends none.
 */
export async function tryRole(
  connection: Connection,
  region: string,
  hubArn: string,
  services: AwsServices,
  externalId: string | null = connection.externalId,
): Promise<Attempt<Assumed>> {
  const { sandbox, roleArn } = connection;
  const asked = { action: 'sts:AssumeRole', principalArn: hubArn, resource: roleArn };
  return attemptSts(sandbox, region, asked, async (client) => {
    const input = { ...assumeRoleInput(connection, 'read', services), ExternalId: externalId ?? undefined };
    const answer = await client.send(new AssumeRoleCommand(input));
    return {
      arn: answer.AssumedRoleUser?.Arn ?? '',
      packedPercent: answer.PackedPolicySize ?? null,
      sourceIdentity: answer.SourceIdentity ?? null,
    };
  });
}
