import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { keyPolicyPermissions, namesOf, type PolicyJson, permissions, trustPolicy } from './documents';
import type { RoleName } from './role-name';

/** The role as a Terraform file for the AWS provider. */
export function terraformFile(connection: Connection, hub: Hub, role: RoleName): string {
  const narrowed =
    connection.mode === 'may-change'
      ? `variable "function_roles" {
  description = "Path and name of the roles of functions that Tributary may give rights to, * for all."
  type        = string
  default     = "*"
}

variable "key_policies" {
  description = "May Tributary write key policies? It equals full control of the keys. Without it keys are opened by grants for Decrypt and DescribeKey alone."
  type        = bool
  default     = false
}

`
      : '';
  const names = { ...namesOf(connection), functionRoles: '*' };
  const keyPolicies =
    connection.mode === 'may-change'
      ? `resource "aws_iam_role_policy" "tributary_key_policies" {
  count = var.key_policies ? 1 : 0
  name  = "tributary-key-policies"
  role  = aws_iam_role.tributary.name
  policy = jsonencode(${hcl(keyPolicyPermissions(names))})
}

`
      : '';
  const policy = permissions(connection.mode, names);
  const wide = `${quoted(`arn:${names.partition}:iam::${names.accountId}:role/`).slice(0, -1)}*"`;
  const asks = (text: string) =>
    text.replaceAll(`"Resource" : ${wide}`, `"Resource" : ${wide.slice(0, -2)}\${var.function_roles}"`);
  return `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

${narrowed}resource "aws_iam_role" "tributary" {
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

${keyPolicies}output "role_arn" {
  value = aws_iam_role.tributary.arn
}
`;
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
