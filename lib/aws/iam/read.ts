import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Read } from '@/lib/wiring/read';
import type { Role } from '@/lib/wiring/resource/iam';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { PolicyText } from '@/lib/wiring/thing';
import { absent, reading, requiredValue } from '../session/reading';
import type { Caller } from '../session/session';

/** Who reads: a session of a connection, or the hub with its own role. */
type Reader = Caller & { connection: { sandbox: boolean; roleArn: string } };

/** AWS's own policies, by ARN and version: those documents never change. */
const managedByAws = new Map<string, string>();

/** A role of the reader's account with every policy on it; each piece says for itself whether it could be read. */
export async function readRole(session: Reader, roleArn: string): Promise<Role> {
  const name = roleName(roleArn);
  const [role, attached, inline] = await Promise.all([
    readRoleItself(session, roleArn, name),
    readAttached(session, roleArn, name),
    readInline(session, roleArn, name),
  ]);
  if (role.state === 'absent') {
    return { is: 'iam-role', arn: roleArn, role, attached: role, inline: role, boundary: role };
  }
  const boundary = role.state === 'known' ? await readBoundary(session, role.value.boundaryArn) : role;
  return { is: 'iam-role', arn: roleArn, role, attached, inline, boundary };
}

/** What IAM says of a role by its name; throws what the SDK throws. */
export async function describedRole(reader: Caller, name: string) {
  const { Role } = await reader.client(IAMClient).send(new GetRoleCommand({ RoleName: name }));
  const role = requiredValue(Role, 'Role');
  return {
    arn: requiredValue(role.Arn, 'Arn'),
    uniqueId: role.RoleId ?? '',
    createdAt: role.CreateDate?.toISOString() ?? '',
    trustPolicy: decodedPolicy(role.AssumeRolePolicyDocument),
    boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    maxSessionSeconds: role.MaxSessionDuration ?? 3600,
  };
}

async function readRoleItself(session: Reader, roleArn: string, name: string): Promise<Role['role']> {
  const read = await reading(session, 'iam:GetRole', roleArn, () => describedRole(session, name));
  if (read.state !== 'known') return read;
  const { arn, uniqueId, createdAt, trustPolicy, boundaryArn, tags } = read.value;
  // Names are unique in an account whatever the path: another path is another role.
  return arn === roleArn ? { ...read, value: { uniqueId, createdAt, trustPolicy, boundaryArn, tags } } : absent();
}

async function readAttached(session: Reader, roleArn: string, name: string): Promise<Read<PolicyText[]>> {
  const list = await reading(session, 'iam:ListAttachedRolePolicies', roleArn, async () => {
    const found: { name: string; arn: string }[] = [];
    let marker: string | undefined;
    do {
      const page = await session
        .client(IAMClient)
        .send(new ListAttachedRolePoliciesCommand({ RoleName: name, Marker: marker }));
      for (const one of page.AttachedPolicies ?? [])
        found.push({ name: one.PolicyName ?? '', arn: one.PolicyArn ?? '' });
      marker = requiredValue(page.IsTruncated, 'IsTruncated') ? page.Marker : undefined;
    } while (marker !== undefined);
    return found;
  });
  if (list.state !== 'known') return list;
  const policies = list.value.map(async (one) => ({ ...one, document: await readManaged(session, one.arn) }));
  return { ...list, value: await Promise.all(policies) };
}

async function readInline(session: Reader, roleArn: string, name: string): Promise<Read<PolicyText[]>> {
  const list = await reading(session, 'iam:ListRolePolicies', roleArn, async () => {
    const found: string[] = [];
    let marker: string | undefined;
    do {
      const page = await session
        .client(IAMClient)
        .send(new ListRolePoliciesCommand({ RoleName: name, Marker: marker }));
      found.push(...(page.PolicyNames ?? []));
      marker = requiredValue(page.IsTruncated, 'IsTruncated') ? page.Marker : undefined;
    } while (marker !== undefined);
    return found;
  });
  if (list.state !== 'known') return list;
  const policies = list.value.map(async (policyName) => ({
    name: policyName,
    arn: null,
    document: await reading(session, 'iam:GetRolePolicy', roleArn, async () => {
      const found = await session
        .client(IAMClient)
        .send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName }));
      return decodedPolicy(found.PolicyDocument);
    }),
  }));
  return { ...list, value: await Promise.all(policies) };
}

async function readBoundary(session: Reader, arn: string | null): Promise<Read<string>> {
  return arn === null ? absent() : readManaged(session, arn);
}

/** The default version of a managed policy. */
async function readManaged(session: Reader, arn: string): Promise<Read<string>> {
  const version = await reading(session, 'iam:GetPolicy', arn, async () => {
    const { Policy } = await session.client(IAMClient).send(new GetPolicyCommand({ PolicyArn: arn }));
    return requiredValue(Policy?.DefaultVersionId, 'DefaultVersionId');
  });
  if (version.state !== 'known') return version;
  const key = `${session.connection.sandbox} ${arn} ${version.value}`;
  const cached = managedByAws.get(key);
  if (cached !== undefined) return { ...version, value: cached };
  const document = await reading(session, 'iam:GetPolicyVersion', arn, async () => {
    const found = await session
      .client(IAMClient)
      .send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version.value }));
    return decodedPolicy(found.PolicyVersion?.Document);
  });
  if (document.state === 'known' && /^arn:[^:]+:iam::aws:/.test(arn)) managedByAws.set(key, document.value);
  return document;
}

/** A policy document of an answer: IAM writes them in URL encoding. */
export function decodedPolicy(document: string | undefined): string {
  return decodeURIComponent(requiredValue(document, 'a policy document'));
}
