import { awsServices } from '@/lib/aws/aws-services';
import type { Choice } from '@/lib/aws/permission';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { type Chosen, chosenPermissions, namesOf, permissions, trustPolicy } from './documents';
import type { RoleName } from './role-name';
import type { PolicyJson } from './statements';

/** The role as a Terraform file for the AWS provider. */
export function terraformFile(connection: Connection, hub: Hub, role: RoleName, services = awsServices): string {
  const mayChange = connection.mode === 'may-change';
  const names = { ...namesOf(connection), functionRoles: '*' };
  const chosen = mayChange ? chosenPermissions(names, services) : [];
  const variables = mayChange ? [functionRoles, ...chosen.map(({ choice }) => choiceVariable(choice))].join('') : '';
  const policy = permissions(connection.mode, names, services);
  const wide = `${quoted(`arn:${names.partition}:iam::${names.accountId}:role/`).slice(0, -1)}*"`;
  const asks = (text: string) =>
    text.replaceAll(`"Resource" : ${wide}`, `"Resource" : ${wide.slice(0, -2)}\${var.function_roles}"`);
  return `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

${variables}resource "aws_iam_role" "tributary" {
  name                 = ${quoted(role.name)}
  path                 = ${quoted(role.path)}
  description          = "Assumed by Tributary."
  max_session_duration = 3600
  assume_role_policy = jsonencode(${hcl(trustPolicy(hub, connection.externalId))})
}

resource "aws_iam_role_policy" "tributary" {
  name = "tributary"
  role = aws_iam_role.tributary.name
  policy = jsonencode(${asks(hcl(policy))})
}

${chosen.map(chosenPolicy).join('')}output "role_arn" {
  value = aws_iam_role.tributary.arn
}
`;
}

const functionRoles = `variable "function_roles" {
  description = "Path and name of the roles of functions that Tributary may give rights to, * for all."
  type        = string
  default     = "*"
}

`;

function choiceVariable(choice: Choice): string {
  const { lets, means, withoutPassive } = choice;
  return `variable "${variableOf(choice)}" {
  description = "May Tributary ${lets}? It ${means}. Without it ${withoutPassive}."
  type        = bool
  default     = false
}

`;
}

function chosenPolicy({ choice, document }: Chosen): string {
  const variable = variableOf(choice);
  return `resource "aws_iam_role_policy" "tributary_${variable}" {
  count = var.${variable} ? 1 : 0
  name  = "tributary-${choice.id}"
  role  = aws_iam_role.tributary.name
  policy = jsonencode(${hcl(document)})
}

`;
}

function variableOf({ id }: Choice): string {
  return id.replaceAll('-', '_');
}

/** JSON is an expression of Terraform's language, once what begins a template is escaped. */
function hcl(policy: PolicyJson): string {
  const json = JSON.stringify(policy, null, 2).replace(/^(\s*"[^"]+"):/gm, '$1 :');
  return escaped(json).replaceAll('\n', '\n  ');
}

function quoted(text: string): string {
  return escaped(JSON.stringify(text));
}

function escaped(json: string): string {
  return json.replaceAll('${', '$${').replaceAll('%{', '%%{');
}
