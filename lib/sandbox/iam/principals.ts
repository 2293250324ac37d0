import { type JsonNode, readJson } from '@/lib/policy/json';
import type { Clock } from '../clock';
import type { World } from '../world';
import { seen } from './propagation';
import { entityById, iamOf, roleByArn } from './state';

const uniqueIdForm = /^A(ROA|IDA)[A-Z0-9]{12,}$/;
const entityForm = /^arn:[^:]+:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/;

/**
 * Whether a principal of a policy that is being saved names somebody: AWS refuses a role or user that does not exist,
 * and one that is so young that it has not arrived yet. Accounts outside the practice accounts are taken as they come.
 */
export function principalExists(world: World, clock: Clock, principal: string): boolean {
  if (uniqueIdForm.test(principal)) return entityById(world, principal) !== null;
  const [, accountId, kind, name] = entityForm.exec(principal) ?? [];
  if (!accountId || !kind || !name) {
    return /^\*$|^\d{12}$|^arn:[^:]+:iam::\d{12}:root$|^arn:[^:]+:sts::\d{12}:assumed-role\/[^/]+\/[^/]+$/.test(
      principal,
    );
  }
  if (!world.accounts.has(accountId)) return true;
  if (kind === 'user') return iamOf(world, accountId).users.get(name.toLowerCase())?.arn === principal;
  const found = roleByArn(world, principal);
  return found !== null && seen(found.role.grants, clock) !== null;
}

/**
 * The document as AWS keeps it: roles and users by their unique identifier, so that one made anew under an old name
 * gets nothing. Every other character stays.
 */
export function storePrincipals(world: World, text: string): string {
  return replacePrincipals(text, (value) => storedPrincipal(world, value));
}

/** The document as AWS shows it: ARNs for those who still exist, the bare identifier for those who are gone. */
export function showPrincipals(world: World, text: string): string {
  return replacePrincipals(text, (value) => shownPrincipal(world, value));
}

/** One principal as AWS keeps it. */
export function storedPrincipal(world: World, value: string): string {
  const [, accountId, kind, name] = entityForm.exec(value) ?? [];
  if (!accountId || !name || !world.accounts.has(accountId)) return value;
  if (kind === 'role') return roleByArn(world, value)?.role.id ?? value;
  const user = iamOf(world, accountId).users.get(name.toLowerCase());
  return user?.arn === value ? user.id : value;
}

/** One principal as AWS shows it. */
export function shownPrincipal(world: World, value: string): string {
  return uniqueIdForm.test(value) ? (entityById(world, value)?.arn ?? value) : value;
}

/** Every principal of kind `AWS` that a document names. */
export function awsPrincipals(text: string): string[] {
  return principalNodes(text).map((node) => node.value);
}

function replacePrincipals(text: string, replace: (value: string) => string): string {
  let result = '';
  let done = 0;
  for (const { value, start, end } of principalNodes(text)) {
    const replaced = replace(value);
    if (replaced === value) continue;
    result += text.slice(done, start) + JSON.stringify(replaced);
    done = end;
  }
  return result + text.slice(done);
}

type StringNode = JsonNode & { type: 'string' };

function principalNodes(text: string): StringNode[] {
  const json = readJson(text);
  if (!json.ok) return [];
  const statements = listed(member(json.root, 'Statement'));
  const blocks = statements.flatMap((statement) => [member(statement, 'Principal'), member(statement, 'NotPrincipal')]);
  return blocks.flatMap((block) => listed(block && member(block, 'AWS'))).filter((node) => node.type === 'string');
}

function member(node: JsonNode, key: string): JsonNode | undefined {
  return node.type === 'object' ? node.members.find((found) => found.key === key)?.value : undefined;
}

function listed(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node) return [];
  return node.type === 'array' ? node.items : [node];
}
