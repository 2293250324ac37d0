import { awsServices } from '@/lib/aws/aws-services';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { type Chosen, chosenPermissions, namesOf, permissions, trustPolicy } from './documents';
import type { RoleFile } from './role-file';
import type { RoleName } from './role-name';
import { shellQuoted } from './shell-quoted';

/** The role as `aws` commands, with the two documents that they read. `endpoint` is that of the practice accounts. */
export function cliFiles(
  connection: Connection,
  hub: Hub,
  role: RoleName,
  endpoint: string | null,
  services = awsServices,
): RoleFile[] {
  const names = namesOf(connection);
  const chosen = connection.mode === 'may-change' ? chosenPermissions(names, services) : [];
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
    ...chosen.flatMap((one) => choiceLines(role, one)),
    '',
  ].join('\n');
  return [
    { name: 'make-role.sh', content: script },
    { name: 'trust-policy.json', content: pretty(trustPolicy(hub, connection.externalId)) },
    { name: 'permissions.json', content: pretty(permissions(connection.mode, names, services)) },
    ...chosen.map(({ choice, document }) => ({ name: `${choice.id}.json`, content: pretty(document) })),
  ];
}

/** Left out of what runs: it is a choice of its own. */
function choiceLines(role: RoleName, { choice }: Chosen): string[] {
  const { id, lets, means, without } = choice;
  const text = `A choice: to let Tributary ${lets} ${means}. Without it Tributary ${without}. To allow it, take the # off the next line.`;
  return [
    '',
    ...commented(text),
    `# aws iam put-role-policy --role-name ${shellQuoted(role.name)} --policy-name tributary-${id} --policy-document file://${id}.json`,
  ];
}

const lineLength = 120;

function commented(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? '#'} ${word}`;
    if (lines.length > 0 && longer.length <= lineLength) lines[lines.length - 1] = longer;
    else lines.push(`# ${word}`);
  }
  return lines;
}

function pretty(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
