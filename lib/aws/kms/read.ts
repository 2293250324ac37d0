import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type GrantListEntry,
  KMSClient,
  ListGrantsCommand,
} from '@aws-sdk/client-kms';
import type { Read } from '@/lib/wiring/read';
import type { KeyGrant } from '@/lib/wiring/resource/key-grant';
import type { Key } from '@/lib/wiring/resource/kms';
import { reading, requiredValue } from '../session/reading';
import type { Session } from '../session/session';

/**
 * A key by whatever the stream calls it: key id, key ARN, alias name or alias ARN. Its policy can be read only within
 * its own account (domain: apis §7).
 */
export async function readKey(session: Session, keyId: string): Promise<Read<Key>> {
  const described = await reading(session, 'kms:DescribeKey', keyId, async () => {
    const { KeyMetadata } = await session.client(KMSClient).send(new DescribeKeyCommand({ KeyId: keyId }));
    return requiredValue(KeyMetadata, 'KeyMetadata');
  });
  if (described.state !== 'known') return described;
  const { Arn, KeyManager, KeyState, DeletionDate } = described.value;
  const arn = Arn ?? '';
  const [policy, grants] = await Promise.all([readKeyPolicy(session, arn), readGrants(session, arn)]);
  return {
    ...described,
    value: {
      is: 'kms-key',
      arn,
      manager: KeyManager ?? '',
      state: KeyState ?? '',
      deletionDate: DeletionDate?.toISOString() ?? null,
      policy,
      grants,
    },
  };
}

async function readKeyPolicy(session: Session, keyArn: string): Promise<Read<string>> {
  return reading(session, 'kms:GetKeyPolicy', keyArn, async () => {
    const { Policy } = await session
      .client(KMSClient)
      .send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }));
    return requiredValue(Policy, 'Policy');
  });
}

export async function readGrants(session: Session, keyArn: string): Promise<Read<KeyGrant[]>> {
  return reading(session, 'kms:ListGrants', keyArn, async () => {
    const grants: KeyGrant[] = [];
    let marker: string | undefined;
    do {
      const page = await session
        .client(KMSClient)
        .send(new ListGrantsCommand({ KeyId: keyArn, Marker: marker, Limit: 100 }));
      grants.push(...requiredValue(page.Grants, 'Grants').map(toGrant));
      marker = page.Truncated ? page.NextMarker : undefined;
    } while (marker !== undefined);
    return grants;
  });
}

function toGrant(entry: GrantListEntry): KeyGrant {
  const { EncryptionContextEquals, EncryptionContextSubset } = entry.Constraints ?? {};
  return {
    id: entry.GrantId ?? '',
    name: entry.Name || null,
    granteePrincipal: entry.GranteePrincipal ?? '',
    operations: entry.Operations ?? [],
    encryptionContext: { ...EncryptionContextSubset, ...EncryptionContextEquals },
  };
}
