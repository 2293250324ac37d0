/** AWS keeps whole seconds, and clocks differ a little. */
const clockSlackMilliseconds = 5_000;

/**
 * Whether something appeared after a change began: then it is the change's own, and the answer to its call was lost. Times
 * are ISO; `null` is not known.
 */
export function appearedSince(appearedAt: string | null, begunAt: string | null): boolean {
  if (begunAt === null || appearedAt === null) return false;
  return Date.parse(appearedAt) >= Date.parse(begunAt) - clockSlackMilliseconds;
}
