import { type PolicyProblem, parsePolicy, type Statement } from './document';
import { deadPrincipals, isDeadPrincipal } from './inspect';
import { type JsonMember, type JsonNode, readJson } from './json';
import { removeStatementsThat } from './merge';

export type Revived =
  | { ok: true /** `null` when no statement is left. */; text: string | null; dropped: string[] }
  | { ok: false; problem: PolicyProblem };

/**
 * A policy without the principals that are gone: AWS refuses a document that names one (domain: failures F69), and such
 * a principal grants nothing. A statement for nobody else goes whole; everything else stays byte for byte.
 */
export function withoutDeadPrincipals(text: string): Revived {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return parsed;
  const rest = removeStatementsThat(text, isForTheDeadOnly);
  if (!rest.ok) return rest;
  const alive = rest.text && withoutDeadItems(rest.text);
  return { ok: true, text: alive, dropped: deadPrincipals(parsed.document).filter((one) => !alive?.includes(one)) };
}

function isForTheDeadOnly({ principals }: Statement): boolean {
  return principals !== null && principals.length > 0 && principals.every(({ value }) => isDeadPrincipal(value));
}

/** One after the other, read anew each time: a removal moves everything behind it. */
function withoutDeadItems(text: string): string {
  let rest = text;
  for (let due = nextDead(rest); due !== null; due = nextDead(rest))
    rest = rest.slice(0, due.start) + rest.slice(due.end);
  return rest;
}

type Range = { start: number; end: number };

/** The characters to take out for the first dead principal of a statement that is for others, too. */
function nextDead(text: string): Range | null {
  const json = readJson(text);
  const statements = json.ok ? itemsOf(memberOf(json.root, 'Statement')?.value) : [];
  for (const [statement, key] of statements.flatMap((one) => [
    [one, 'Principal'] as const,
    [one, 'NotPrincipal'] as const,
  ])) {
    const principal = memberOf(statement, key)?.value;
    const aws = principal && memberOf(principal, 'AWS');
    if (!principal || !aws || principal.type !== 'object') continue;
    const items = itemsOf(aws.value);
    if (items.every(isDead)) {
      // Without its only exceptions a statement would be for everybody, and nobody could write that.
      if (key === 'NotPrincipal') continue;
      const members = principal.members.map(({ keyStart, value }) => ({ start: keyStart, end: value.end }));
      return outOf(members, principal.members.indexOf(aws));
    }
    const index = items.findIndex(isDead);
    if (index >= 0) return outOf(items, index);
  }
  return null;
}

/** From an item to the next, or from the end of the one before to its own. */
function outOf(items: readonly Range[], index: number): Range | null {
  const [before, item, after] = [items[index - 1], items[index], items[index + 1]];
  if (!item) return null;
  if (after) return { start: item.start, end: after.start };
  return { start: before?.end ?? item.start, end: item.end };
}

function isDead(node: JsonNode): boolean {
  return node.type === 'string' && isDeadPrincipal(node.value);
}

function memberOf(node: JsonNode, key: string): JsonMember | undefined {
  return node.type === 'object' ? node.members.find((member) => member.key === key) : undefined;
}

function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node) return [];
  return node.type === 'array' ? node.items : [node];
}
