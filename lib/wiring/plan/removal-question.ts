import type { PartName } from '../part';
import type { Slot } from '../thing';
import { askersIn, grantsIn } from './needed-statements';
import type { PlanQuestion } from './question';

/** A removal, with the wires whose marks go with this one. Where others were not looked for, only those of its own id go. */
export type RemovalQuestion = PlanQuestion & {
  /** Wires that our runs made between the same ends, by id: they shared what was granted. */
  wireIds: readonly string[];
};

/** One policy of a part. */
export type Document = { part: PartName; slot: Slot };

/** Whom a document lets in, as the needs say; one that nothing is needed of any more let in whoever asks at all. */
export function askersOf({ kind, view }: Pick<RemovalQuestion, 'kind' | 'view'>, { part, slot }: Document): string[] {
  const needs = kind.needs(view);
  const own = askersIn(grantsIn(needs, part, slot));
  return own.length > 0 ? own : askersIn(needs.flatMap(({ demand }) => (demand.type === 'grant' ? [demand] : [])));
}

/** Whether wires of these accounts that use a part could be looked for in its Region. */
export function isSeen({ view, dependents }: RemovalQuestion, part: PartName, accounts: readonly string[]): boolean {
  const { others } = view.evidence;
  if (dependents === null || others.state !== 'known') return false;
  const region = view.parts[part]?.place.region;
  return !others.value.unseen.some((place) => place.region === region && accounts.includes(place.accountId));
}
