import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { keyPolicyPermissions, namesOf, permissions, trustPolicy } from './documents';
import type { RoleFile } from './role-file';
import type { RoleName } from './role-name';
import { shellQuoted } from './shell-quoted';

/** The role as `aws` commands, with the two documents that they read. `endpoint` is that of the practice accounts. */
export function cliFiles(connection: Connection, hub: Hub, role: RoleName, endpoint: string | null): RoleFile[] {
  const mayChange = connection.mode === 'may-change';
  const names = namesOf(connection);
  const script = [
    '#!/bin/sh',
    `# Run with credentials of an administrator of account ${connection.accountId}, in the folder of the two documents.`,
    'set -eu',
    ...(endpoint === null ? [] : [`export AWS_ENDPOINT_URL=${shellQuoted(endpoint)} AWS_DEFAULT_REGION=us-east-1`]),
    '',
    'aws iam create-role \\',
    `  --path ${shellQuoted(role.path)} \\`,
    `  --role-name ${shellQuoted(role.name)} \\`,
    "  --description 'Assumed by Tributary.' \\",
    '  --assume-role-policy-document file://trust-policy.json',
    'aws iam put-role-policy \\',
    `  --role-name ${shellQuoted(role.name)} \\`,
    '  --policy-name tributary \\',
    '  --policy-document file://permissions.json',
    ...(mayChange ? keyPolicyChoice(role) : []),
    '',
  ].join('\n');
  return [
    { name: 'make-role.sh', content: script },
    { name: 'trust-policy.json', content: pretty(trustPolicy(hub, connection.externalId)) },
    { name: 'permissions.json', content: pretty(permissions(connection.mode, names)) },
    ...(mayChange ? [{ name: 'key-policies.json', content: pretty(keyPolicyPermissions(names)) }] : []),
  ];
}

/** Left out of what runs: it is a choice of its own. */
function keyPolicyChoice(role: RoleName): string[] {
  return [
    '',
    '# A choice: to let Tributary write key policies equals full control of the keys. Without it Tributary opens keys by',
    '# grants for Decrypt and DescribeKey alone. To allow it, take the # off the next line.',
    `# aws iam put-role-policy --role-name ${shellQuoted(role.name)} --policy-name tributary-key-policies --policy-document file://key-policies.json`,
  ];
}

function pretty(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
