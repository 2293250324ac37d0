import type { Messages } from '@/lib/messages/catalogues';
import type { CodeOf } from '@/lib/messages/message-key';
import type { Message, Values } from './message';

/** Why a need is one. */
export type NeedCode = CodeOf<'need'>;

/** A need that has a name of its own on the wire's page. */
export type FactCode = NeedCode & keyof Messages['wire']['fact'];

/** What was found of a need. */
export type VerdictCode = CodeOf<'verdict'>;

/** Why a wire has its status. */
export type StatusCode = CodeOf<'status'>;

/** What is looked at before a plan may run. */
export type CheckCode = CodeOf<'check'>;

/** An action that has words of why it is needed. */
export type NeededAction = {
  [Code in NeedCode]: Code extends `${infer Service}-${infer Action}` ? `${Service}:${Action}` : never;
}[NeedCode];

/** Why something is as it is: a code, and what its words speak of. */
export type Coded<Code extends string> = { code: Code; values?: Values };

/** `status.<code>` */
export function statusSaid({ code, values }: Coded<StatusCode>): Message {
  return { key: `status.${code}`, ...(values ? { values } : {}) };
}

/** `verdict.<code>` */
export function verdictSaid({ code, values }: Coded<VerdictCode>): Message {
  return { key: `verdict.${code}`, ...(values ? { values } : {}) };
}
