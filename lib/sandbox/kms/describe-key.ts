import type { DescribeKeyRequest, DescribeKeyResponse, KeyMetadata } from '@aws-sdk/client-kms';
import type { Key } from './key';
import { onKey } from './on-key';

export const describeKey = onKey<DescribeKeyRequest, DescribeKeyResponse>(
  'DescribeKey',
  { perSecond: 2000, byAlias: true },
  (key) => ({ KeyMetadata: metadataOf(key) }),
);

export function metadataOf(key: Key): KeyMetadata {
  return {
    AWSAccountId: key.accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: new Date(key.createdAt),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    ...(key.deletionAt === undefined ? {} : { DeletionDate: new Date(key.deletionAt) }),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
