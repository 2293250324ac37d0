import { parsePolicy } from '@/lib/policy/document';
import { isDeadPrincipal } from '@/lib/policy/inspect';

type Written = { Principal?: { AWS?: string | string[] } };

/** The statements of a policy that are not the wire's own, character for character. */
export function othersIn(text: string | undefined, wireId: string): string[] {
  return statementsIn(text).flatMap(({ sid, text }) => (sid?.startsWith(`Tributary${wireId}`) ? [] : [text]));
}

/** The wire's own, by `Sid`. */
export function ownIn(text: string | undefined, wireId: string): string[] {
  return statementsIn(text).flatMap(({ sid }) => (sid?.startsWith(`Tributary${wireId}`) ? [sid] : []));
}

function statementsIn(text: string | undefined) {
  if (text === undefined) return [];
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(`AWS keeps a policy that does not parse: ${text}`);
  return parsed.document.statements;
}

/** Statements of `before` that `now` has no more. One for a principal that is gone may have lost that principal. */
export function lostOf(before: readonly string[], now: readonly string[]): string[] {
  const left = [...now];
  const take = (fits: (text: string) => boolean) => {
    const index = left.findIndex(fits);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  };
  return before.filter((text) => {
    if (take((one) => one === text)) return false;
    const alive = withoutTheDead(text);
    return alive !== '' && !take((one) => alive !== null && alive === canonical(one));
  });
}

/** What is left of a statement once principals that are gone are out: nothing, or `null` where none is in it. */
function withoutTheDead(text: string): string | null {
  const names = namesIn(text);
  if (!names.some(isDeadPrincipal)) return null;
  const alive = names.filter((name) => !isDeadPrincipal(name));
  return alive.length === 0 ? '' : canonical(text, alive);
}

function namesIn(text: string): string[] {
  return [(JSON.parse(text) as Written).Principal?.AWS ?? []].flat();
}

function canonical(text: string, names = namesIn(text)): string {
  return JSON.stringify({ ...(JSON.parse(text) as Written), Principal: { AWS: names } });
}
