import type { Tag } from '@aws-sdk/client-iam';
import type { ConditionContext } from '@/lib/policy/question';
import { type Ask, type Call, Fault } from '../service';
import { managedPolicy } from './grants';
import { iamOf, type ManagedPolicy, type Role } from './state';

/** The role that a request names. Throws NoSuchEntity. */
export function theRole(call: Call, name: string | undefined): Role {
  const wanted = required('roleName', name);
  const role = iamOf(call.world, call.accountId).roles.get(wanted.toLowerCase());
  if (!role) throw noSuchEntity(`The role with name ${wanted} cannot be found.`);
  return role;
}

/** The managed policy that a request names. Throws NoSuchEntity. */
export function thePolicy(call: Call, arn: string | undefined): ManagedPolicy {
  const wanted = required('policyArn', arn);
  if (!/^arn:[^:]+:iam::(\d{12}|aws):policy\/.+$/.test(wanted)) {
    throw new Fault('InvalidInputException', `ARN ${wanted} is not valid.`);
  }
  const policy = managedPolicy(call.world, call.accountId, wanted);
  if (!policy) throw noSuchEntity(`Policy ${wanted} does not exist or is not attachable.`);
  return policy;
}

/** What a request on a role asks permission for. A role that does not exist is asked for under its bare name. */
export function roleAsk(call: Call, action: string, name: string | undefined, context: ConditionContext = {}): Ask[] {
  const role = iamOf(call.world, call.accountId).roles.get(String(name).toLowerCase());
  const resource = role?.arn ?? `arn:aws:iam::${call.accountId}:role/${name}`;
  const boundary: ConditionContext = role?.boundary ? { 'iam:PermissionsBoundary': role.boundary } : {};
  const tags = resourceTags(role?.tags ?? {});
  return [{ action: `iam:${action}`, resource, shown: `role ${name}`, context: { ...boundary, ...tags, ...context } }];
}

export function policyAsk(call: Call, action: string, arn: string | undefined): Ask[] {
  const tags = resourceTags(iamOf(call.world, call.accountId).policies.get(String(arn))?.tags ?? {});
  return [{ action: `iam:${action}`, resource: String(arn), shown: `policy ${arn}`, context: tags }];
}

/** A request that has no single resource: IAM names the whole kind, under the path asked for. */
export function listAsk(call: Call, action: string, kind: string, path = '/'): Ask[] {
  return [{ action: `iam:${action}`, resource: `arn:aws:iam::${call.accountId}:${kind}${path}` }];
}

export function requestTags(tags: Tag[] | undefined): ConditionContext {
  if (!tags?.length) return {};
  const entries = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(entries), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
}

export function tagRecord(tags: Tag[] | undefined): Record<string, string> {
  if ((tags?.length ?? 0) > 50)
    throw new Fault('InvalidInputException', 'The number of tags has reached the maximum limit.');
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function tagList(tags: Record<string, string>): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** IAM answers times in whole seconds. */
export function dateOf(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}

export function required(member: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw validation(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

/** The words in which IAM and STS refuse values that their models rule out. */
export function validation(...problems: string[]): Fault {
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  return new Fault('ValidationError', `${count} detected: ${problems.join('; ')}`, 400);
}

export function noSuchEntity(message: string): Fault {
  return new Fault('NoSuchEntityException', message, 404);
}

function resourceTags(tags: Record<string, string>): ConditionContext {
  const pairs = Object.entries(tags).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`iam:ResourceTag/${key}`, value],
  ]);
  return Object.fromEntries(pairs) as ConditionContext;
}
