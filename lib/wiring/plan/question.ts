import type { Kind } from '../kind/kind';
import type { Verdict } from '../need';
import type { PartName } from '../part';
import type { Rooms } from '../rooms';
import type { Thing } from '../thing';
import { knownValue, readOf, type View } from '../view';
import type { AccountOf } from './account';
import type { Draft } from './change';
import type { Dependent } from './dependents';

/** What a plan is made of: a wire as it is looked at, and who may change what of it. */
export type PlanQuestion = {
  rooms: Rooms;
  kind: Kind;
  wireId: string;
  view: View;
  verdicts: readonly Verdict[];
  accountOf: AccountOf;
  /** What others rest on; `null` where other wires were not looked for. */
  dependents: readonly Dependent[] | null;
};

/** Where a change to a part is made; `null` where nobody can make it. */
export function placeOf(
  { view, accountOf }: Pick<PlanQuestion, 'view' | 'accountOf'>,
  name: PartName,
): Pick<Draft, 'side' | 'place'> | null {
  const part = view.parts[name];
  const account = part && accountOf(part);
  if (!part || !account) return null;
  const { connectionId, accountId } = account;
  return { side: part.half, place: { connectionId, accountId, region: part.place.region } };
}

/** A part as it was read, or `null`. */
export function partOf(view: View, name: PartName): Thing | null {
  return knownValue(readOf(view, name));
}

/** The part and those that stood in its place before. */
export function everyPart({ parts }: View, name: PartName): PartName[] {
  return Object.keys(parts).filter((one) => one === name || parts[one]?.formerOf === name);
}
