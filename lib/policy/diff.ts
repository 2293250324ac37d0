import { canonicalStatement } from './canonical';
import { parsePolicy } from './document';

/** Lines of a statement-level difference between two policies. */
export type StatementDiff = {
  kept: { sid: string | null; text: string }[];
  added: { sid: string | null; text: string }[];
  removed: { sid: string | null; text: string }[];
  changed: { sid: string | null; before: string; after: string }[];
};

type Part = { sid: string | null; text: string; meaning: string };

/**
 * What becomes of each statement. Statements that say the same are kept, whatever their layout; others are paired by
 * `Sid`. A text that does not parse counts as one statement without a `Sid`. `null` is no policy.
 */
export function diffPolicies(before: string | null, after: string | null): StatementDiff {
  const old = partsOf(before);
  const diff: StatementDiff = { kept: [], added: [], removed: [], changed: [] };
  const open: Part[] = [];
  for (const part of partsOf(after)) {
    const same = take(old, (candidate) => candidate.meaning === part.meaning);
    if (same) diff.kept.push({ sid: part.sid, text: part.text });
    else open.push(part);
  }
  for (const { sid, text } of open) {
    const was = sid === null ? undefined : take(old, (candidate) => candidate.sid === sid);
    if (was) diff.changed.push({ sid, before: was.text, after: text });
    else diff.added.push({ sid, text });
  }
  diff.removed = old.map(({ sid, text }) => ({ sid, text }));
  return diff;
}

function partsOf(text: string | null): Part[] {
  if (text === null) return [];
  const parsed = parsePolicy(text);
  if (!parsed.ok) return [{ sid: null, text, meaning: text }];
  return parsed.document.statements.map((statement) => ({
    sid: statement.sid,
    text: statement.text,
    meaning: canonicalStatement(statement),
  }));
}

function take(parts: Part[], wanted: (part: Part) => boolean): Part | undefined {
  const index = parts.findIndex(wanted);
  return index < 0 ? undefined : parts.splice(index, 1)[0];
}
