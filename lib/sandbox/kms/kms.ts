import * as schemas from '@aws-sdk/client-kms';
import type { Service } from '../service';
import { createAlias, deleteAlias, updateAlias } from './alias-changes';
import { createGrant } from './create-grant';
import { createKey } from './create-key';
import { decrypt, encrypt, generateDataKey } from './cryptography';
import { describeKey } from './describe-key';
import { listGrants, retireGrant, revokeGrant } from './grants';
import { kmsProtocol } from './key-ask';
import { cancelKeyDeletion, disableKey, enableKey, scheduleKeyDeletion } from './key-life';
import { getKeyPolicy, keyPolicies, listKeyPolicies, putKeyPolicy } from './key-policy';
import { listAliases } from './list-aliases';
import { listKeys } from './list-keys';
import { operator } from './operator';
import { listResourceTags, tagResource, untagResource } from './tags';

export const kms: Service = {
  name: 'kms',
  ...kmsProtocol,
  schemas,
  throttleFault: 'ThrottlingException',
  operations: {
    CancelKeyDeletion: cancelKeyDeletion,
    CreateAlias: createAlias,
    CreateGrant: createGrant,
    CreateKey: createKey,
    Decrypt: decrypt,
    DeleteAlias: deleteAlias,
    DescribeKey: describeKey,
    DisableKey: disableKey,
    EnableKey: enableKey,
    Encrypt: encrypt,
    GenerateDataKey: generateDataKey,
    GetKeyPolicy: getKeyPolicy,
    ListAliases: listAliases,
    ListGrants: listGrants,
    ListKeyPolicies: listKeyPolicies,
    ListKeys: listKeys,
    ListResourceTags: listResourceTags,
    PutKeyPolicy: putKeyPolicy,
    RetireGrant: retireGrant,
    RevokeGrant: revokeGrant,
    ScheduleKeyDeletion: scheduleKeyDeletion,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateAlias: updateAlias,
  },
  policies: [keyPolicies],
  operator,
};
