import { type RoleFacts, readRoleFacts } from '@/lib/aws/iam/role-facts';
import type { AwsServices } from '@/lib/aws/service';
import { openSession } from '@/lib/aws/session/open-session';
import type { Caller } from '@/lib/aws/session/session';
import { type Hub, hubCaller } from '@/lib/aws/sts/hub';
import { allConnections } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';
import type { Read } from '@/lib/wiring/read';

/** The role as somebody else in its account sees it. `through` is the name of the connection, or the hub's ARN. */
export type TargetRole = { through: string; read: Read<RoleFacts> };

/** Ways into the account other than the one that is being examined; the first that answers is believed. */
export async function readTargetRole(
  connection: Connection,
  region: string,
  hub: Hub,
  services: AwsServices,
): Promise<TargetRole | null> {
  const { accountId, id, roleArn, sandbox } = connection;
  const others = (await allConnections()).filter(
    (other) => other.accountId === accountId && other.sandbox === sandbox && other.id !== id,
  );
  const ways: { through: string; reader: Caller }[] = others.map((other) => ({
    through: other.name,
    reader: openSession(other, other.regions[0] ?? region, 'read', services),
  }));
  if (hub.accountId === accountId) ways.push({ through: hub.arn, reader: hubCaller(hub, sandbox, region) });
  let unread: TargetRole | null = null;
  for (const { through, reader } of ways.slice(0, 4)) {
    const read = await readRoleFacts(reader, roleArn);
    if (read.state === 'known' || read.state === 'absent') return { through, read };
    unread ??= { through, read };
  }
  return unread;
}
