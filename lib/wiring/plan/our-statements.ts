import { statementsOf } from './statements';

/** Every statement that Tributary writes has a `Sid` with this prefix and the wire's id; nothing else is ever touched. */
const prefix = 'Tributary';

export function statementSid(wireId: string, what: string): string {
  return `${prefix}${wireId}${what}`;
}

/** Written by Tributary, for any wire. */
export function isOurs(sid: string | null): boolean {
  return sid !== null && new RegExp(`^${prefix}[0-9a-f]{12}`).test(sid);
}

/** Written by Tributary for this wire. */
export function isOfWire(sid: string | null, wireId: string): boolean {
  return sid?.startsWith(`${prefix}${wireId}`) ?? false;
}

/** The wire that a statement of ours was written for. */
export function wireIdOf(sid: string | null): string | null {
  return sid === null ? null : (new RegExp(`^${prefix}([0-9a-f]{12})`).exec(sid)?.[1] ?? null);
}

/** The inline policy that gives a role least privilege for one wire. */
export function rolePolicyName(wireId: string): string {
  return `${prefix}-${wireId}`;
}

/** The grant on a key that opens it for one wire. */
export function grantName(wireId: string): string {
  return `${prefix}-${wireId}`;
}

/** A grant of ours, for whichever wire. */
export function isOurGrant(name: string | null): boolean {
  return name !== null && new RegExp(`^${prefix}-[0-9a-f]{12}$`).test(name);
}

/** An inline policy of ours, for whichever wire. */
export function isOurRolePolicy(name: string): boolean {
  return new RegExp(`^${prefix}-[0-9a-f]{12}$`).test(name);
}

/** An inline policy that Tributary gave a role for reading this source, or what is part of it, for whichever reader. */
export function isRolePolicyFor(sourceArn: string, { name, text }: { name: string; text: string }): boolean {
  const named = isOurRolePolicy(name) ? statementsOf(text).flatMap(({ resources }) => resources ?? []) : [];
  return named.some((one) => one === sourceArn || one.startsWith(`${sourceArn}/`));
}
