import { mergeStatements, removeStatements } from '@/lib/policy/merge';
import { statementsOf } from './statements';

type Restored = { ok: true; text: string | null } | { ok: false };

/**
 * Takes one change of ours out of a policy that somebody else has changed since: statements that the change added
 * go, those that it changed or took away come back, all others stay byte for byte. `null` when none is left.
 */
export function withoutOurChange(
  now: string | null,
  change: { before: string | null; after: string | null },
): Restored {
  const before = bySid(change.before);
  const after = bySid(change.after);
  const added = [...after.keys()].filter((sid) => !before.has(sid));
  const lost = [...before].filter(([sid, text]) => after.get(sid) !== text);
  const present = bySid(now);
  const gone = added.filter((sid) => present.has(sid));
  const removed: Restored = now === null ? { ok: true, text: null } : removeStatements(now, gone);
  if (!removed.ok || lost.length === 0) return removed;
  const statements = lost.map(([sid, statement]) => ({ sid, statement }));
  const merged = mergeStatements(removed.text, statements);
  return merged.ok ? { ok: true, text: merged.text } : { ok: false };
}

/** Only statements with a `Sid` can be told apart later; ours all have one. */
function bySid(text: string | null): Map<string, string> {
  const statements = text === null ? [] : statementsOf(text);
  return new Map(statements.flatMap(({ sid, text: statement }) => (sid === null ? [] : [[sid, statement]])));
}
