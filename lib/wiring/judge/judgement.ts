import { type Coded, type VerdictCode, verdictSaid } from '../code';
import type { Values } from '../message';
import type { Judgement, VerdictState } from '../need';
import type { Read, Refusal } from '../read';

type Judged<State extends VerdictState, Code extends VerdictCode> = Judgement & { state: State; code: Code };

/** What is said of a need, with the code of why. */
export function judged<State extends VerdictState, Code extends VerdictCode>(
  state: State,
  code: Code,
  values?: Values,
): Judged<State, Code> {
  return { state, code, because: verdictSaid({ code, ...(values ? { values } : {}) }) };
}

type Absent = { state: 'absent' };

type Unread = Exclude<Read<unknown>, { state: 'known' }>;

/** `unknown` with the reason, for a read that gave no value; `gone` where AWS said that the thing is not there. */
export function unread(read: Exclude<Unread, Absent>, gone: Coded<VerdictCode>): Judged<'unknown', VerdictCode>;
export function unread<Code extends VerdictCode>(
  read: Unread,
  gone: Coded<Code>,
): Judged<'missing', Code> | Judged<'unknown', VerdictCode>;
export function unread(read: Unread, gone: Coded<VerdictCode>): Judgement {
  if (read.state === 'absent') return judged('missing', gone.code, gone.values);
  if (read.state === 'refused') return refused(read.refusal);
  return judged('unknown', 'read-failed', { message: read.state === 'failed' ? read.message : '' });
}

function refused(refusal: Refusal): Judged<'unknown', VerdictCode> {
  const { principal, action } = refusal;
  return { ...judged('unknown', 'read-refused', { principal, action }), unread: refusal };
}
