import type { Messages } from '@/lib/messages/catalogues';
import type { CodeOf } from '@/lib/messages/message-key';
import type { Half } from './inventory';
import type { Refusal } from './read';
import type { Said, Values } from './said';

/** Every need has words of why; a fact is one that has a name of its own on the wire's page. */
export type NeedCode = CodeOf<'need'>;

export type FactCode = NeedCode & keyof Messages['wire']['fact'];

export type GrantPlace = 'identity-policy' | 'resource-policy' | 'key-policy' | 'trust-policy';

/** One thing that must be true for a wire to work. */
export type Need = {
  /** `consumer:identity-policy:kinesis:GetRecords`, `producer:source-active` */
  id: string;
  side: Half | 'both';
  /** Needs with the same row stand opposite each other on the wire's page. */
  row: string;
  /** `advised` does not stop the wire: without it something is only harder to see. */
  weight: 'required' | 'advised';
  why: Said;
  /** Where the fact stands: a page of AWS or a measurement. */
  source: string;
  demand:
    | {
        type: 'grant';
        place: GrantPlace;
        principal: string;
        action: string;
        resource: string;
        /** Condition keys that such a request is known to carry. */
        context?: Record<string, string>;
      }
    | { type: 'fact'; fact: FactCode };
};

export type VerdictCode = CodeOf<'verdict'>;

export type VerdictState = 'met' | 'missing' | 'denied' | 'depends' | 'unknown';

/** A need held against the evidence. */
export type Verdict = {
  need: Need;
  state: VerdictState;
  /** What was found, and the same in words: `verdict.<code>`. */
  code: VerdictCode;
  because: Said;
  /** The statement that decided, with the policy it stands in. */
  statement?: { policy: string; sid: string | null; text: string };
  /** Condition keys an answer depends on. */
  dependsOn?: string[];
  /** The read that must be allowed before this can be known. */
  unread?: Refusal;
};

export function verdict(need: Need, state: VerdictState, code: VerdictCode, values?: Values): Verdict {
  return { need, state, code, because: { key: `verdict.${code}`, ...(values ? { values } : {}) } };
}
