import type { FactCode, VerdictCode } from './code';
import type { Message } from './message';
import type { Half, PartName } from './part';
import type { Refusal } from './read';
import type { Slot } from './thing';

/** In which kind of policy a right must stand, as a verdict names it. */
export type GrantPlace = 'identity-policy' | 'resource-policy' | 'key-policy' | 'trust-policy' | 'endpoint-policy';

/** A right that one document must give. */
export type Grant = {
  type: 'grant';
  place: GrantPlace;
  /** Who asks: an ARN, or a service's name. */
  principal: string;
  action: string;
  /** What is asked for: an ARN, or `*`. */
  resource: string;
  /** Condition keys that such a request is known to carry. */
  context?: Record<string, string>;
  /** Of those, the ones that a statement of ours names. */
  condition?: readonly string[];
  /** The document that must give it, and what a statement of ours there is called. */
  in: { part: PartName; slot: Slot; sid?: string };
  /** The part that is asked for. */
  of: PartName;
};

export type FactDemand = { type: 'fact'; fact: FactCode };

/** One thing that must be true for a wire to work. Data only: it is stored in plans and sent to browsers. */
export type Need = {
  /** `consumer:identity-policy:kinesis:GetRecords`, `source-active` */
  id: string;
  side: Half | 'both';
  /** Needs with the same row stand opposite each other on the wire's page. */
  row: string;
  /**
   * How much is known of it. `asked`: AWS's page lists it, and it is planned as if required. `advised` does not stop the
   * wire: without it something is only harder to see.
   */
  weight: 'required' | 'asked' | 'advised';
  why: Message;
  /** Where the fact stands: a page of AWS or a measurement. */
  source: string;
  demand: Grant | FactDemand;
};

export type VerdictState = 'met' | 'missing' | 'denied' | 'depends' | 'unknown';

/** A need held against the evidence. */
export type Verdict = {
  need: Need;
  state: VerdictState;
  /** Why, for whatever reads it; `because` says it. */
  code: VerdictCode;
  because: Message;
  /** The statement that decided, with the policy it stands in. */
  statement?: { policy: string; sid: string | null; text: string };
  /** Condition keys an answer depends on. */
  dependsOn?: string[];
  /** The read that must be allowed before this can be known. */
  unread?: Refusal;
};

/** What is said of a need, without the need. */
export type Judgement = Omit<Verdict, 'need'>;

/** Whether the wire cannot work without it. */
export function isRequired({ weight }: Pick<Need, 'weight'>): boolean {
  return weight !== 'advised';
}

/** Ids of the required needs that nothing grants yet. */
export function missingOf(verdicts: readonly Verdict[], which: (need: Need) => boolean): string[] {
  return verdicts
    .filter(({ state, need }) => state === 'missing' && isRequired(need) && which(need))
    .map(({ need }) => need.id);
}
