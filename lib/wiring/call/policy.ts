import type { Mark } from '../mark';
import { isOurs } from '../plan/our-statements';
import { statementsOf } from '../plan/statements';

type Replaced = { expected: string | null; policy?: string };

/** The document of a call that writes a policy whole, or deletes it. */
export function replaced({ expected, policy }: Replaced): [before: string | null, after: string | null] {
  return [expected, policy ?? null];
}

/** Statements of ours that a document has from now on, or has otherwise than before. */
export function statementsLeft(on: string, [before, after]: [string | null, string | null]): Mark[] {
  const old = ours(before);
  return marks(
    on,
    [...ours(after)].filter(([sid, text]) => old.get(sid) !== text),
  );
}

/** Statements of ours that a document has no more. */
export function statementsTaken(on: string, [before, after]: [string | null, string | null]): Mark[] {
  const now = ours(after);
  return marks(
    on,
    [...ours(before)].filter(([sid]) => !now.has(sid)),
  );
}

function ours(document: string | null): Map<string, string> {
  const statements = document === null ? [] : statementsOf(document);
  return new Map(statements.flatMap(({ sid, text }) => (sid !== null && isOurs(sid) ? [[sid, text]] : [])));
}

function marks(on: string, statements: [sid: string, text: string][]): Mark[] {
  return statements.map(([name]) => ({ on, slot: 'resource', name }));
}
