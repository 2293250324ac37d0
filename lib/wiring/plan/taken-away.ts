import type { Statement } from '@/lib/policy/document';
import { isDeadPrincipal } from '@/lib/policy/inspect';
import { type Calls, typeOf } from '../call/calls';
import type { Change } from './plan';
import { namedBy, statementsOf } from './statements';

type Changed = Pick<Change, 'glyph' | 'call' | 'diff'>;

export type TakenAway = {
  /** How many changes take something away: a thing, a statement, or a part of one. */
  changes: number;
  /** How many statements go whole, whoever wrote them. */
  statements: number;
  /** How many changes take away something that an undo cannot bring back. */
  forGood: number;
};

/** What a plan takes away, counted by what its changes do and not by what they are called. */
export function takenAway(calls: Calls, changes: readonly Changed[]): TakenAway {
  const statements = changes.reduce((count, { diff }) => count + (diff?.removed.length ?? 0), 0);
  return {
    changes: changes.filter((one) => one.glyph === 'remove' || removesAny(one)).length,
    statements,
    forGood: changes.filter((one) => isForGood(calls, one)).length,
  };
}

function removesAny({ diff }: Changed): boolean {
  return (
    diff !== undefined &&
    (diff.removed.length > 0 || diff.changed.some(({ before, after }) => lost(before, after).length > 0))
  );
}

/** AWS refuses a policy that names a principal that is gone, so nobody can write it again (domain: failures F56, F69). */
function isForGood(calls: Calls, { call, diff }: Changed): boolean {
  if (typeOf(calls, call).lasting?.(call)) return true;
  const texts = [
    ...(diff?.removed ?? []).flatMap(({ text }) => sayings(text)),
    ...(diff?.changed ?? []).flatMap(({ before, after }) => lost(before, after)),
  ];
  return texts.some(isDeadPrincipal);
}

/** What a statement said and says no more. */
function lost(before: string, after: string): string[] {
  const now = new Set(sayings(after));
  return sayings(before).filter((one) => !now.has(one));
}

/** Whom a statement names, what it says of which actions, and on what. */
function sayings(text: string): string[] {
  return statementsOf(`{"Version":"2012-10-17","Statement":[${text}]}`).flatMap(saidBy);
}

function saidBy(statement: Statement): string[] {
  const { notPrincipals, actions, notActions, resources, notResources } = statement;
  const others = (notPrincipals ?? []).map(({ value }) => value);
  const lists = [actions, notActions, resources, notResources].flatMap((list) => list ?? []);
  return [...namedBy(statement), ...others, ...lists];
}
