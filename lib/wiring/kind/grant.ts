import type { FactCode, NeedCode, NeededAction } from '../code';
import { hyphened } from '../message';
import type { Grant, GrantPlace, Need } from '../need';
import type { PartName } from '../part';
import type { Slot } from '../thing';
import type { View } from '../view';

/** A right as a kind lists it. */
export type Right = {
  /** The part that asks, or a service by its name. */
  asker: PartName | { service: string };
  action: NeededAction;
  of: PartName;
  /** What is asked for, where it is not the part itself. */
  resource?: string;
  in: { part: PartName; slot: Slot; sid?: string };
  source: string;
  weight?: Need['weight'];
  row?: string;
  why?: NeedCode;
  /** Tells two rights to the same action on one side apart. */
  suffix?: string;
  place?: GrantPlace;
  context?: Record<string, string>;
  condition?: readonly string[];
};

const places: Record<Slot, GrantPlace> = {
  identity: 'identity-policy',
  trust: 'trust-policy',
  resource: 'resource-policy',
  boundary: 'identity-policy',
  endpoint: 'endpoint-policy',
};

/** The need for a right: the document that must give it decides whose half it is. */
export function grantNeed(view: View, right: Right): Need {
  const { asker, action, of, weight = 'required', suffix = '' } = right;
  const place = right.place ?? places[right.in.slot];
  const side = view.parts[right.in.part]?.half ?? 'both';
  const demand: Grant = {
    type: 'grant',
    place,
    principal: typeof asker === 'string' ? view.arn(asker) : asker.service,
    action,
    resource: right.resource ?? view.arn(of),
    ...(right.context ? { context: right.context } : {}),
    ...(right.condition ? { condition: right.condition } : {}),
    in: right.in,
    of,
  };
  return {
    id: `${side}:${place}:${action}${suffix}`,
    side,
    row: right.row ?? `${action}${suffix}`,
    weight,
    why: { key: `need.${right.why ?? hyphened(action)}` },
    source: right.source,
    demand,
  };
}

/** A fact as a need. */
export function factNeed(fact: FactCode, side: Need['side'], row: string, source: string): Need {
  return {
    id: fact,
    side,
    row,
    weight: 'required',
    why: { key: `need.${fact}` },
    source,
    demand: { type: 'fact', fact },
  };
}
